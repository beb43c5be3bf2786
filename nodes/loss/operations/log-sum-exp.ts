import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/** log Σ exp(x) over the last axis, which is kept with size 1. The maximum is taken out first, so nothing overflows. */
export function logSumExp(ops: TensorOps, x: Tensor): Tensor {
  // any number taken out gives the same result and gradient: none needs to pass through it
  const largest = ops.stopGradient(ops.max(x, [-1], true));
  return ops.add(largest, ops.log(ops.sum(ops.exp(ops.sub(x, largest)), [-1], true)));
}
