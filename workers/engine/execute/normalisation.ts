import type { Tensor } from '@tensorflow/tfjs-core';
import type { Executors } from './executor.ts';
import { add, compose, kernel, kernels, mul, reshape, sub, sum } from './kernel.ts';

/** x as groups × rows × channels: statistics are over the rows of one group and channel. */
function grouped(x: Tensor, groups: number): { x: Tensor; rows: number; channels: number } {
  const channels = x.shape[x.rank - 1]!;
  const rows = x.size / channels / groups;
  return { x: reshape(x, [groups, rows, channels]), rows, channels };
}

export const normalisation: Executors<'batchNorm' | 'batchNormGradient'> = {
  batchNorm: ([input, scale, offset], { groups, epsilon }, _, { backend, constants }) => {
    // one kernel of ours in place of a dozen passes over the whole tensor
    if (backend === 'wasm') {
      const inputs = { x: input!, scale: scale!, offset: offset! };
      return kernels('BatchNormOfBatch', inputs, { groups, epsilon });
    }
    return compose(() => {
      const { x, rows, channels } = grouped(input!, groups);
      const perRow = constants.scalar(1 / rows);
      const mean = mul(sum(x, [1], true), perRow);
      const centred = sub(x, mean);
      const variance = mul(sum(kernel('Square', { x: centred }), [1], true), perRow);
      const inverse = kernel('Rsqrt', { x: add(variance, constants.scalar(epsilon)) });
      const y = add(mul(centred, mul(inverse, scale!)), offset!);
      const statistics = [groups, channels];
      return [reshape(y, input!.shape), reshape(mean, statistics), reshape(variance, statistics)];
    });
  },

  // dx = scale · inverse · (dy − mean(dy) − x̂ · mean(dy · x̂)), means over the rows of a group
  batchNormGradient: (
    [gradient, input, scale, mean, variance],
    { groups, epsilon },
    _,
    { backend, constants },
  ) => {
    if (backend === 'wasm') {
      const inputs = { dy: gradient!, x: input!, scale: scale!, mean: mean!, variance: variance! };
      return kernels('BatchNormOfBatchGradient', inputs, { groups, epsilon });
    }
    return compose(() => {
      const { x, rows, channels } = grouped(input!, groups);
      const dy = reshape(gradient!, x.shape);
      const statistics = [groups, 1, channels];
      const inverse = kernel('Rsqrt', {
        x: add(reshape(variance!, statistics), constants.scalar(epsilon)),
      });
      const normalised = mul(sub(x, reshape(mean!, statistics)), inverse);
      const sumDy = sum(dy, [1], true);
      const sumDyNormalised = sum(mul(dy, normalised), [1], true);
      const perRow = constants.scalar(1 / rows);
      const along = add(mul(sumDy, perRow), mul(normalised, mul(sumDyNormalised, perRow)));
      const dx = mul(sub(dy, along), mul(inverse, scale!));
      return [reshape(dx, input!.shape), sum(sumDyNormalised, [0, 1]), sum(sumDy, [0, 1])];
    });
  },
};
