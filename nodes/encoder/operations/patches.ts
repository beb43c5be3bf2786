import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/**
 * Cuts images into squares that do not overlap: N×H×W×C → N·T×p²C with T = (H/p)(W/p), patches row by row, the pixels of
 * each row by row with their channels innermost. Times a p²C×D matrix this is a convolution with window and stride p.
 */
export function patches(ops: TensorOps, images: Tensor, size: number): Tensor {
  const [count, height, width, channels] = images.shape as [number, number, number, number];
  const [rows, columns] = [height / size, width / size];
  const strips = ops.reshape(images, [count * rows, size, columns, size * channels]);
  const apart = ops.transpose(strips, [0, 2, 1, 3]);
  return ops.reshape(apart, [count * rows * columns, size * size * channels]);
}
