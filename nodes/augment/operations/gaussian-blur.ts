import type { Tensor, TensorOps } from '../../../src/spec/index.ts';
import { applySeparable } from './apply-separable.ts';
import { blend } from './blend.ts';

/** Position read at `index`, which may lie outside 0 … size − 1: mirrored at the border pixel. */
function reflect(index: number, size: number): number {
  const folded = Math.abs(index);
  return folded < size ? folded : 2 * (size - 1) - folded;
}

/** The convolution along one axis as a matrix for each image: N×size×size, from kernels N×(2r + 1). */
function bandMatrix(ops: TensorOps, kernels: Tensor, size: number): Tensor {
  const taps = kernels.shape[1]!;
  const radius = (taps - 1) / 2;
  const read = Array.from({ length: taps * size }, (_, i) =>
    reflect((i % size) + Math.floor(i / size) - radius, size),
  );
  // one matrix of ones and zeros for each tap
  const shifts = ops.equal(ops.constant(read, [taps, size, 1]), ops.range(size));
  const bands = ops.matMul(kernels, ops.reshape(shifts, [taps, size * size]));
  return ops.reshape(bands, [kernels.shape[0]!, size, size]);
}

/** Whether a kernel of this size can be mirrored at the border of images this large. */
export function blurFits(kernelSize: number, height: number, width: number): boolean {
  return (kernelSize - 1) / 2 < Math.min(height, width);
}

/**
 * Gaussian blur, each image with a width of its own: g(d) ∝ exp(−d²/2σ²) over |d| ≤ (kernelSize − 1)/2, with the border
 * mirrored (torchvision's gaussian_blur).
 *
 * @param images N×H×W×C
 * @param sigmas N×1, in pixels
 * @param applied N×1: 0 leaves an image as it is, exactly
 */
export function gaussianBlur(
  ops: TensorOps,
  images: Tensor,
  sigmas: Tensor,
  kernelSize: number,
  applied?: Tensor,
): Tensor {
  const [, height, width] = images.shape as [number, number, number, number];
  const radius = (kernelSize - 1) / 2;
  const offsets = Array.from({ length: kernelSize }, (_, i) => i - radius);
  const squares = ops.constant(
    offsets.map((d) => -0.5 * d * d),
    [1, kernelSize],
  );
  // the softmax of −d²/2σ² is the Gaussian normalised over its window
  const gaussian = ops.softmax(ops.div(squares, ops.square(sigmas)));
  const identity = ops.constant(
    offsets.map((d) => (d === 0 ? 1 : 0)),
    [1, kernelSize],
  );
  const kernels = applied ? blend(ops, applied, gaussian, identity) : gaussian;
  const rows = bandMatrix(ops, kernels, height);
  return applySeparable(ops, images, rows, width === height ? rows : bandMatrix(ops, kernels, width));
}
