import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/** What PyTorch takes where nothing else is said; vision transformers take 1e-6. */
export const LAYER_NORM_EPSILON = 1e-5;

/**
 * Layer normalisation over the last axis (Ba, Kiros and Hinton 2016, eq. 4), as torch.nn.LayerNorm does it with one
 * normalised axis: biased variance, ε inside the root.
 *
 * @param x …×C
 * @param scale C; without it the output is not scaled
 * @param offset C; without it the output is not shifted
 */
export function layerNorm(
  ops: TensorOps,
  x: Tensor,
  { scale, offset }: { readonly scale?: Tensor; readonly offset?: Tensor } = {},
  epsilon = LAYER_NORM_EPSILON,
): Tensor {
  const centred = ops.sub(x, ops.mean(x, [-1], true));
  const variance = ops.mean(ops.square(centred), [-1], true);
  const normal = ops.mul(centred, ops.rsqrt(ops.add(variance, epsilon)));
  const scaled = scale ? ops.mul(normal, scale) : normal;
  return offset ? ops.add(scaled, offset) : scaled;
}
