import { ones, zeros, type NodeContext, type Tensor } from '../../../src/spec/index.ts';
import { BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM, batchNorm } from './batch-norm.ts';

/**
 * A batch norm with weights of its own: `name.scale` (1 at first) and `name.offset` (0 at first), or none of them where
 * `affine` is false. Momentum 0.1 and ε 1e-5 are PyTorch's.
 */
export function namedBatchNorm<P>(
  context: NodeContext<P>,
  name: string,
  x: Tensor,
  groups: number,
  affine = true,
): Tensor {
  const { ops } = context;
  const channels = x.shape[x.shape.length - 1]!;
  const weight = (part: string, initial: typeof ones): Tensor =>
    context.weight(`${name}.${part}`, [channels], initial, { decay: false });
  const scale = affine ? weight('scale', ones) : ops.constant(1, [channels]);
  const offset = affine ? weight('offset', zeros) : ops.constant(0, [channels]);
  return batchNorm(context, x, scale, offset, {
    prefix: `${name}.`,
    groups,
    momentum: BATCH_NORM_MOMENTUM,
    epsilon: BATCH_NORM_EPSILON,
  });
}
