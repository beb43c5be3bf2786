import type { Tensor, TensorOps } from '../../../src/spec/index.ts';
import { blend } from './blend.ts';

/** Fills the box of every image (N×H×W×C) with one value. */
export function erase(
  ops: TensorOps,
  images: Tensor,
  box: { top: number; left: number; height: number; width: number },
  value: number,
): Tensor {
  const [, height, width] = images.shape as [number, number, number, number];
  const inside = (size: number, start: number, extent: number): number[] =>
    Array.from({ length: size }, (_, i) => (i >= start && i < start + extent ? 1 : 0));
  const mask = ops.mul(
    ops.constant(inside(height, box.top, box.height), [height, 1, 1]),
    ops.constant(inside(width, box.left, box.width), [1, width, 1]),
  );
  return blend(ops, mask, value, images);
}
