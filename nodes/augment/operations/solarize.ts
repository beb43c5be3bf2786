import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/** Inverts every value (in [0, 1]) that is at least `threshold` (torchvision's solarize). */
export function solarize(ops: TensorOps, images: Tensor, threshold: number): Tensor {
  const inverted = ops.sub(1, ops.greater(threshold, images));
  return ops.add(images, ops.mul(inverted, ops.sub(1, ops.mul(images, 2))));
}
