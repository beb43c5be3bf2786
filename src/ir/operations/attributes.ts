import type { DType } from '../value.ts';

/** Operations with the attributes each one takes. Images are NHWC, kernels HWIO, padding symmetric and explicit. */
export interface OperationAttributes {
  // constants: same at every step, created once by the engine
  /** `data` in row-major order, or one number that fills the shape. */
  constant: { shape: readonly number[]; dtype: DType; data: number | readonly number[] };

  // element by element
  neg: object;
  exp: object;
  log: object;
  log1p: object;
  sqrt: object;
  rsqrt: object;
  reciprocal: object;
  square: object;
  abs: object;
  sign: object;
  floor: object;
  relu: object;
  /** 1 where x > 0, else 0: the derivative of `relu`. */
  step: object;
  sigmoid: object;
  tanh: object;
  erf: object;
  sin: object;
  cos: object;
  /** The same numbers; no gradient passes. */
  stopGradient: object;
  cast: { dtype: DType };

  // two operands, broadcast as in NumPy
  add: object;
  sub: object;
  mul: object;
  div: object;
  maximum: object;
  minimum: object;
  pow: object;
  /** 1 where a > b, else 0 (float32). */
  greater: object;
  /** 1 where a = b, else 0 (float32). */
  equal: object;
  /** `(mask, a, b)`: a where mask ≠ 0, else b; the three of one shape. */
  select: object;

  // reductions
  sum: { axes: readonly number[]; keepDims: boolean };
  max: { axes: readonly number[]; keepDims: boolean };
  argMax: { axis: number };
  /** Over the last axis. */
  softmax: object;
  logSoftmax: object;

  // shape
  reshape: { shape: readonly number[] };
  transpose: { permutation: readonly number[] };
  concat: { axis: number };
  slice: { begin: readonly number[]; size: readonly number[] };
  /** Zeros around: `[before, after]` for each axis. */
  pad: { paddings: readonly (readonly [number, number])[] };
  broadcastTo: { shape: readonly number[] };
  reverse: { axis: number };
  /** `(x, indices)`: rows of x along axis 0. */
  gather: object;
  /** `(rows, indices)`: sums rows into `count` segments; the gradient of `gather`. */
  segmentSum: { count: number };
  oneHot: { depth: number };

  // linear algebra
  /** Rank 2, or rank 3 with equal leading sizes. */
  matMul: { transposeA: boolean; transposeB: boolean };

  // images
  conv2d: { stride: number; padding: number };
  /** `(dy, kernel)` → dx of `inputShape`. */
  conv2dInputGradient: { stride: number; padding: number; inputShape: readonly number[] };
  /** `(x, dy)` → dkernel of `kernelShape`. */
  conv2dKernelGradient: { stride: number; padding: number; kernelShape: readonly number[] };
  maxPool2d: { size: number; stride: number; padding: number };
  /** `(dy, x, y)` → dx; ties give their gradient to the first maximum of the window. */
  maxPool2dGradient: { size: number; stride: number; padding: number };

  /**
   * `(x, scale, offset)` → `(y, mean, variance)`: normalises the last axis over all others with the batch's own
   * statistics, separately for each of `groups` equal parts of axis 0 (views). Mean and (biased) variance are
   * groups × C (Ioffe and Szegedy 2015, algorithm 1).
   */
  batchNorm: { groups: number; epsilon: number };
  /** `(dy, x, scale, mean, variance)` → `(dx, dscale, doffset)`. */
  batchNormGradient: { groups: number; epsilon: number };

  /**
   * `(images, factors, order)`: brightness, contrast, saturation and hue of each image in an order of its own.
   * `factors` is B×4 (three factors, 1 = unchanged, and the hue shift in turns, 0 = unchanged); `order` is B×4 and holds
   * which of the four comes first, second, … (torchvision's ColorJitter). Has no gradient.
   */
  colorJitter: object;
}

export type OperationName = keyof OperationAttributes;
