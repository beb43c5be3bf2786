import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/** Luma of ITU-R BT.601, rounded as torchvision does. */
const LUMA = [0.2989, 0.587, 0.114];

/**
 * Each pixel's luma in every channel (torchvision's rgb_to_grayscale). Images with one channel stay as they are.
 *
 * @param images N×H×W×C
 */
export function grayscale(ops: TensorOps, images: Tensor): Tensor {
  if (images.shape[3] !== 3) return images;
  const luma = ops.sum(ops.mul(images, ops.constant(LUMA, [3])), [-1], true);
  return ops.broadcastTo(luma, images.shape);
}
