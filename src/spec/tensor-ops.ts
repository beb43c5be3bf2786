import type { ValueType } from '../ir/value.ts';

/** A tensor of the program being built: a name and a type, no numbers. */
export interface Tensor extends ValueType {
  readonly id: string;
}

/** A tensor or a number, which stands for a constant of rank 0. */
export type Operand = Tensor | number;

/**
 * The mathematics a node is written in. A node calls these once, while it is compiled; every call adds an operation to
 * the program, whose shape is checked at once. Element-wise operations broadcast as in NumPy; axes may be negative.
 */
export interface TensorOps {
  constant(data: number | readonly number[], shape?: readonly number[], dtype?: 'float32' | 'int32'): Tensor;
  /** 0, 1, … n − 1 (float32). */
  range(n: number): Tensor;

  neg(x: Tensor): Tensor;
  exp(x: Tensor): Tensor;
  log(x: Tensor): Tensor;
  log1p(x: Tensor): Tensor;
  sqrt(x: Tensor): Tensor;
  rsqrt(x: Tensor): Tensor;
  reciprocal(x: Tensor): Tensor;
  square(x: Tensor): Tensor;
  abs(x: Tensor): Tensor;
  sign(x: Tensor): Tensor;
  floor(x: Tensor): Tensor;
  relu(x: Tensor): Tensor;
  sigmoid(x: Tensor): Tensor;
  tanh(x: Tensor): Tensor;
  erf(x: Tensor): Tensor;
  sin(x: Tensor): Tensor;
  cos(x: Tensor): Tensor;
  /** 1 where x > 0, else 0. */
  step(x: Tensor): Tensor;
  cast(x: Tensor, dtype: 'float32' | 'int32'): Tensor;
  /** The same numbers; no gradient passes. */
  stopGradient(x: Tensor): Tensor;

  add(a: Operand, b: Operand): Tensor;
  sub(a: Operand, b: Operand): Tensor;
  mul(a: Operand, b: Operand): Tensor;
  div(a: Operand, b: Operand): Tensor;
  maximum(a: Operand, b: Operand): Tensor;
  minimum(a: Operand, b: Operand): Tensor;
  pow(a: Operand, b: Operand): Tensor;
  /** 1 where a > b, else 0. */
  greater(a: Operand, b: Operand): Tensor;
  /** 1 where a = b, else 0. */
  equal(a: Operand, b: Operand): Tensor;
  /** a where mask ≠ 0, else b; operands are broadcast to the mask's shape. */
  select(mask: Tensor, a: Operand, b: Operand): Tensor;
  clip(x: Tensor, low: number, high: number): Tensor;

  /** Over all axes where none are given. */
  sum(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor;
  mean(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor;
  max(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor;
  argMax(x: Tensor, axis?: number): Tensor;
  /** Over the last axis. */
  softmax(x: Tensor): Tensor;
  /** Over the last axis. */
  logSoftmax(x: Tensor): Tensor;
  /** x / max(‖x‖₂, epsilon) over the last axis (torch.nn.functional.normalize). */
  l2Normalize(x: Tensor, epsilon?: number): Tensor;

  reshape(x: Tensor, shape: readonly number[]): Tensor;
  transpose(x: Tensor, permutation?: readonly number[]): Tensor;
  concat(tensors: readonly Tensor[], axis?: number): Tensor;
  slice(x: Tensor, begin: readonly number[], size: readonly number[]): Tensor;
  pad(x: Tensor, paddings: readonly (readonly [number, number])[]): Tensor;
  broadcastTo(x: Tensor, shape: readonly number[]): Tensor;
  reverse(x: Tensor, axis: number): Tensor;
  /** Rows of x along axis 0. */
  gather(x: Tensor, indices: Tensor): Tensor;
  segmentSum(rows: Tensor, indices: Tensor, count: number): Tensor;
  oneHot(indices: Tensor, depth: number): Tensor;

  matMul(a: Tensor, b: Tensor, options?: { transposeA?: boolean; transposeB?: boolean }): Tensor;
  conv2d(x: Tensor, kernel: Tensor, options: { stride: number; padding: number }): Tensor;
  maxPool2d(x: Tensor, options: { size: number; stride: number; padding?: number }): Tensor;
  /**
   * Normalises the last axis over all others with the batch's own statistics, separately for each of `groups` equal
   * parts of axis 0. `mean` and `variance` (biased) are groups × C and carry no gradient.
   */
  batchNorm(
    x: Tensor,
    scale: Tensor,
    offset: Tensor,
    options: { groups: number; epsilon: number },
  ): { y: Tensor; mean: Tensor; variance: Tensor };
  /** Each image's colours in an order of its own; see the operation of this name. Has no gradient. */
  colorJitter(images: Tensor, factors: Tensor, order: Tensor): Tensor;
}
