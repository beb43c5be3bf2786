import type { NodeContext, Tensor } from '../../../src/spec/index.ts';
import type { NormGroups } from '../../params/norm-views.ts';
import { BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM, batchNorm } from './batch-norm.ts';
import { gatherParts, scatterParts } from './interleaved-parts.ts';
import { namedAffine, type AffineOptions } from './named-affine.ts';

export interface NamedBatchNormOptions extends AffineOptions {
  /** `false`: neither gain nor offset. */
  readonly affine?: boolean;
}

/**
 * A batch norm with weights of its own: `name.scale` (1 at first) and `name.offset` (0 at first), or none of them where
 * `affine` is false. Momentum 0.1 and ε 1e-5 are PyTorch's.
 *
 * @param x V·B×…×C
 */
export function namedBatchNorm<P>(
  context: NodeContext<P>,
  name: string,
  x: Tensor,
  { calls, viewsPerCall, splits }: NormGroups,
  { affine = true, ...options }: NamedBatchNormOptions = {},
): Tensor {
  const { ops } = context;
  const channels = x.shape[x.shape.length - 1]!;
  const { scale, offset } = affine
    ? namedAffine(context, name, channels, options)
    : { scale: ops.constant(1, [channels]), offset: ops.constant(0, [channels]) };
  // a device has its part of every view: the parts of one device must stand together
  const interleaved = viewsPerCall > 1 && splits > 1;
  const y = batchNorm(context, interleaved ? gatherParts(ops, x, viewsPerCall, splits) : x, scale, offset, {
    prefix: `${name}.`,
    groups: calls,
    splits,
    momentum: BATCH_NORM_MOMENTUM,
    epsilon: BATCH_NORM_EPSILON,
  });
  return interleaved ? scatterParts(ops, y, viewsPerCall, splits) : y;
}
