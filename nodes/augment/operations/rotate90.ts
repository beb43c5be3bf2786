import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

const turn = (ops: TensorOps, images: Tensor): Tensor => ops.reverse(ops.transpose(images, [0, 2, 1, 3]), 1);

/** Turns images (N×H×W×C) counter-clockwise by `quarterTurns` × 90°. */
export function rotate90(ops: TensorOps, images: Tensor, quarterTurns: number): Tensor {
  switch (((quarterTurns % 4) + 4) % 4) {
    case 1:
      return turn(ops, images);
    case 2:
      return ops.reverse(ops.reverse(images, 1), 2);
    case 3:
      return ops.transpose(ops.reverse(images, 1), [0, 2, 1, 3]);
    default:
      return images;
  }
}
