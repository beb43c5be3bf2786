import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/** (x − mean) / std, channel by channel: zero mean and unit variance over the dataset. */
export function normalize(
  ops: TensorOps,
  images: Tensor,
  mean: readonly number[],
  std: readonly number[],
): Tensor {
  return ops.div(ops.sub(images, ops.constant(mean, [mean.length])), ops.constant(std, [std.length]));
}
