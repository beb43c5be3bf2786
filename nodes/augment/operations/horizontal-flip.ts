import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/** Mirrors images (N×H×W×C) left to right. */
export function horizontalFlip(ops: TensorOps, images: Tensor): Tensor {
  return ops.reverse(images, 2);
}
