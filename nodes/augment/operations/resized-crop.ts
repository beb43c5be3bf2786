import type { Operand, Tensor, TensorOps } from '../../../src/spec/index.ts';
import { applySeparable } from './apply-separable.ts';

export type Interpolation = 'bilinear' | 'nearest';

/** Crop boxes in pixels; every field N×1. */
export interface Boxes {
  readonly top: Tensor;
  readonly left: Tensor;
  readonly height: Tensor;
  readonly width: Tensor;
}

export interface ResizedCropOptions {
  readonly height: number;
  readonly width: number;
  readonly interpolation: Interpolation;
  /** N×1: 1 mirrors the image left to right, 0 leaves it. */
  readonly flips?: Tensor;
}

/**
 * The matrix that resamples one axis: row i holds the weights of the input positions that output position i reads.
 *
 * Bilinear: position start + clamp((i + ½)·extent/to − ½, 0, extent − 1), weights relu(1 − |position − j|); no
 * antialiasing, and nothing outside the box is seen: crop first, then resize with pixel centres at ½
 * (torchvision's resized_crop of a tensor). Nearest: position start + ⌊i·extent/to⌋.
 *
 * @returns N×to×from
 */
function resamplingMatrix(
  ops: TensorOps,
  start: Tensor,
  extent: Tensor,
  from: number,
  to: number,
  interpolation: Interpolation,
  reversed: Tensor | undefined,
): Tensor {
  let output: Operand = ops.reshape(ops.range(to), [1, to]);
  if (reversed) output = ops.add(output, ops.mul(reversed, ops.sub(to - 1, ops.mul(output, 2))));
  const offset =
    interpolation === 'nearest'
      ? ops.floor(ops.div(ops.mul(output, extent), to))
      : ops.minimum(
          ops.maximum(ops.sub(ops.div(ops.mul(ops.add(output, 0.5), extent), to), 0.5), 0),
          ops.sub(extent, 1),
        );
  const position = ops.reshape(ops.add(start, offset), [start.shape[0]!, to, 1]);
  const input = ops.reshape(ops.range(from), [1, 1, from]);
  return ops.relu(ops.sub(1, ops.abs(ops.sub(position, input))));
}

/**
 * Cuts a box out of each image, each its own, and resizes it to one size, mirrored where asked.
 *
 * @param images N×H×W×C
 * @returns N×height×width×C
 */
export function resizedCrop(
  ops: TensorOps,
  images: Tensor,
  boxes: Boxes,
  options: ResizedCropOptions,
): Tensor {
  const [, fromHeight, fromWidth] = images.shape as [number, number, number, number];
  const { height, width, interpolation, flips } = options;
  const rows = resamplingMatrix(ops, boxes.top, boxes.height, fromHeight, height, interpolation, undefined);
  const columns = resamplingMatrix(ops, boxes.left, boxes.width, fromWidth, width, interpolation, flips);
  return applySeparable(ops, images, rows, columns);
}
