import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/** One number per image (N) in a shape that broadcasts over its pixels: N×1×1×1. */
export function perImage(ops: TensorOps, values: Tensor): Tensor {
  return ops.reshape(values, [values.shape[0]!, 1, 1, 1]);
}
