import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/**
 * A linear map of the rows and one of the columns, both different for every image: y = R x Cᵀ, channel by channel.
 * Two batched matrix products do any separable resampling: crops, resizes, flips and blurs.
 *
 * @param images N×H×W×C
 * @param rows N×H′×H
 * @param columns N×W′×W
 * @returns N×H′×W′×C
 */
export function applySeparable(ops: TensorOps, images: Tensor, rows: Tensor, columns: Tensor): Tensor {
  const [count, height, width, channels] = images.shape as [number, number, number, number];
  const newHeight = rows.shape[1]!;
  const newWidth = columns.shape[1]!;
  const byRow = ops.matMul(rows, ops.reshape(images, [count, height, width * channels]));
  const turned = ops.transpose(ops.reshape(byRow, [count, newHeight, width, channels]), [0, 2, 1, 3]);
  const byColumn = ops.matMul(columns, ops.reshape(turned, [count, width, newHeight * channels]));
  return ops.transpose(ops.reshape(byColumn, [count, newWidth, newHeight, channels]), [0, 2, 1, 3]);
}
