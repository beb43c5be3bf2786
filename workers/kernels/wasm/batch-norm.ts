import { util } from '@tensorflow/tfjs-core';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { defineKernel } from './define-kernel.ts';
import { address, withScratch } from './heap.ts';
import { inParts, perElement } from './in-parts.ts';
import { native } from './native.ts';
import { sumOverMiddle } from './sum-over-middle.ts';

interface Attrs {
  /** Equal parts of the rows, each with statistics of its own. */
  readonly groups: number;
  readonly epsilon: number;
}
type Inputs = Record<'x' | 'scale' | 'offset', TensorInfo>;
type GradientInputs = Record<'dy' | 'x' | 'scale' | 'mean' | 'variance', TensorInfo>;

type Sizes = [groups: number, rows: number, channels: number];

/** The tensor as groups × rows × channels. */
function grouped({ shape }: TensorInfo, groups: number): Sizes {
  const channels = shape.at(-1)!;
  return [groups, util.sizeFromShape(shape) / channels / groups, channels];
}

/** The work of one pass over all rows. */
function overRows([groups, rows, n]: Sizes) {
  return { count: groups * rows, nanoseconds: groups * rows * n * perElement };
}

interface Moments {
  /** 0 for the squares. */
  readonly dy: number;
  readonly x: number;
  readonly mean: number;
  readonly sizes: Sizes;
  /** [groups, n] of squares, or [groups, 2n] of products and sums. */
  readonly to: number;
}

/** Sums of squares of x − mean over the rows of each group, or of its products with dy and of dy. */
function overMoments(backend: BackendWasm, { dy, x, mean, sizes: [groups, rows, n], to }: Moments): void {
  const kernels = native(backend);
  const parts = kernels.partialCount(rows);
  const width = dy === 0 ? n : 2 * n;
  withScratch(backend, 4 * groups * parts * width, (partials) => {
    inParts(backend, 'partialMoments', [dy, x, mean, partials, rows, n], {
      count: groups * parts,
      nanoseconds: groups * rows * n * perElement,
    });
    kernels.combine(partials, to, groups, parts, width, 1);
  });
}

/**
 * Batch norm with the statistics of the batch and its gradient, which tfjs composes of a dozen kernels, each a pass over the
 * whole tensor. They are kernels of our own, not of tfjs's names.
 *
 * - `BatchNormOfBatch`: x […,C], scale and offset [C] → y like x, mean and variance [groups,C]
 * - `BatchNormOfBatchGradient`: dy and x […,C], scale [C], mean and variance [groups,C] → dx like x, dscale and doffset [C]
 */
export const batchNorm: KernelConfig[] = [
  defineKernel<Inputs, Attrs>('BatchNormOfBatch', ({ inputs, backend, attrs }) => {
    const { x, scale, offset } = inputs;
    const sizes = grouped(x, attrs.groups);
    const [groups, rows, n] = sizes;
    const statistics = [groups, n];
    const outputs = [x.shape, statistics, statistics].map((shape) => backend.makeOutput(shape, 'float32'));
    const at = (tensor: TensorInfo): number => address(backend, tensor);
    const [y, mean, variance] = outputs.map(at) as [number, number, number];
    const kernels = native(backend);
    sumOverMiddle(backend, at(x), mean, sizes, 1 / rows);
    overMoments(backend, { dy: 0, x: at(x), mean, sizes, to: variance });
    withScratch(backend, 4 * groups * n, (factor) => {
      kernels.batchNormFactors(at(scale), variance, factor, groups, rows, n, attrs.epsilon);
      const given = [at(x), mean, factor, at(offset), y, rows, n] as const;
      inParts(backend, 'batchNormApply', [...given], overRows(sizes));
    });
    return outputs;
  }),

  defineKernel<GradientInputs, Attrs>('BatchNormOfBatchGradient', ({ inputs, backend, attrs }) => {
    const { dy, x, scale, mean, variance } = inputs;
    const sizes = grouped(x, attrs.groups);
    const [groups, rows, n] = sizes;
    const outputs = [x.shape, scale.shape, scale.shape].map((shape) => backend.makeOutput(shape, 'float32'));
    const at = (tensor: TensorInfo): number => address(backend, tensor);
    const [dx, dscale, doffset] = outputs.map(at) as [number, number, number];
    withScratch(backend, 4 * groups * 5 * n, (moments) => {
      const factors = moments + 4 * groups * 2 * n;
      overMoments(backend, { dy: at(dy), x: at(x), mean: at(mean), sizes, to: moments });
      native(backend).batchNormGradientFactors(
        ...([moments, at(scale), at(variance), dscale, doffset, factors] as const),
        ...([groups, rows, n, attrs.epsilon] as const),
      );
      const given = [at(dy), at(x), at(mean), factors, dx, rows, n] as const;
      inParts(backend, 'batchNormGradientApply', [...given], overRows(sizes));
    });
    return outputs;
  }),
];
