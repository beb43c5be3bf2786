import { ones, zeros, type NodeContext, type Tensor } from '../../../src/spec/index.ts';

export interface BatchNormOptions {
  /** Goes before the names of the two states. */
  readonly prefix?: string;
  /** Equal parts of axis 0 (views) with statistics of their own. */
  readonly groups: number;
  /** Equal parts of each group's rows, normalised side by side as on devices of their own. */
  readonly splits?: number;
  /** Share of the new statistics in the running ones. */
  readonly momentum: number;
  readonly epsilon: number;
}

/** What PyTorch takes where nothing else is said. */
export const BATCH_NORM_MOMENTUM = 0.1;
export const BATCH_NORM_EPSILON = 1e-5;

/**
 * Batch normalisation over all axes but the last (Ioffe and Szegedy 2015, algorithms 1 and 2), as torch.nn.BatchNorm
 * does it: the batch's biased variance in the output, the unbiased one in the running statistics, which serve in
 * `evaluate` mode. Several groups update the running statistics one after another, as if each view were a call; the
 * splits of one group update them with their average.
 *
 * @param x N×…×C
 * @param scale C
 * @param offset C
 */
export function batchNorm<P>(
  context: NodeContext<P>,
  x: Tensor,
  scale: Tensor,
  offset: Tensor,
  options: BatchNormOptions,
): Tensor {
  const { ops } = context;
  const { prefix = '', groups, splits = 1, momentum, epsilon } = options;
  const channels = x.shape[x.shape.length - 1]!;
  const states = { mean: `${prefix}runningMean`, variance: `${prefix}runningVariance` };
  const runningMean = context.state(states.mean, [channels], zeros);
  const runningVariance = context.state(states.variance, [channels], ones);
  if (context.mode === 'evaluate') {
    const gain = ops.mul(scale, ops.rsqrt(ops.add(runningVariance, epsilon)));
    return ops.add(ops.mul(ops.sub(x, runningMean), gain), offset);
  }

  const parts = groups * splits;
  const count = x.shape.slice(0, -1).reduce((size, n) => size * n, 1) / parts;
  if (count < 2 && splits > 1) {
    const problem = `each of ${splits} parts of the batch has one row, which has no variance`;
    context.report('SHAPE_MISMATCH', { problem }, { param: 'normSplits' });
  } else if (count < 2) context.report('SHAPE_BATCH_OF_ONE', { node: context.id });
  const { y, mean, variance } = ops.batchNorm(x, scale, offset, { groups: parts, epsilon });

  // running ← (1 − m)·running + m·batch, once for each group: the last one weighs most
  const shares = Array.from({ length: parts }, (_, part) => {
    const group = Math.floor(part / splits);
    return (momentum * (1 - momentum) ** (groups - 1 - group)) / splits;
  });
  const update = (running: Tensor, batch: Tensor, correction: number): Tensor =>
    ops.add(
      ops.mul(running, (1 - momentum) ** groups),
      ops.sum(
        ops.mul(
          batch,
          ops.constant(
            shares.map((share) => share * correction),
            [parts, 1],
          ),
        ),
        [0],
      ),
    );
  context.commit(states.mean, update(runningMean, mean, 1));
  context.commit(states.variance, update(runningVariance, variance, count / (count - 1)));
  return y;
}
