import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/**
 * Brightness, contrast, saturation and hue of each image, in an order of its own (torchvision's ColorJitter).
 *
 * Images with one channel are jittered as three equal channels of which one is kept: brightness and contrast act as
 * they should, saturation and hue leave gray as it is.
 *
 * @param images N×H×W×C with C = 1 or 3
 * @param factors N×4: three factors (1 leaves unchanged) and the hue's shift in turns (0 leaves unchanged)
 * @param order N×4: which of the four comes first, second, …
 */
export function colorJitter(ops: TensorOps, images: Tensor, factors: Tensor, order: Tensor): Tensor {
  const [count, height, width, channels] = images.shape as [number, number, number, number];
  if (channels !== 1) return ops.colorJitter(images, factors, order);
  const colored = ops.broadcastTo(images, [count, height, width, 3]);
  return ops.slice(ops.colorJitter(colored, factors, order), [0, 0, 0, 0], [count, height, width, 1]);
}

/** The same change for all images: what the nodes with a fixed parameter do. */
export function fixedJitter(
  ops: TensorOps,
  images: Tensor,
  change: { brightness?: number; contrast?: number; saturation?: number; hue?: number },
): Tensor {
  const { brightness = 1, contrast = 1, saturation = 1, hue = 0 } = change;
  const count = images.shape[0]!;
  const factors = ops.constant([brightness, contrast, saturation, hue], [1, 4]);
  const order = ops.constant([0, 1, 2, 3], [1, 4]);
  return colorJitter(ops, images, ops.broadcastTo(factors, [count, 4]), ops.broadcastTo(order, [count, 4]));
}
