import type { Operand, Tensor, TensorOps } from '../../../src/spec/index.ts';

/** Up to here whole exponents are multiplied out. */
const MOST = 64;

/** x^n for n = 1, 2, 3, … by squaring. */
function multiplied(ops: TensorOps, x: Tensor, n: number): Tensor {
  if (n === 1) return x;
  const half = multiplied(ops, x, Math.floor(n / 2));
  const even = ops.square(half);
  return n % 2 === 0 ? even : ops.mul(even, x);
}

/**
 * base ^ exponent. Whole exponents are multiplied out and ½ is a root: exact, and right for negative bases, for which the
 * general power of a graphics device has no number.
 */
export function power(ops: TensorOps, base: Operand, exponent: Operand): Operand {
  if (typeof base === 'number' && typeof exponent === 'number') return base ** exponent;
  if (typeof base === 'number' || typeof exponent !== 'number') return ops.pow(base, exponent);
  if (exponent === 0) return 1;
  if (exponent === 0.5) return ops.sqrt(base);
  if (!Number.isInteger(exponent) || Math.abs(exponent) > MOST) return ops.pow(base, exponent);
  const positive = multiplied(ops, base, Math.abs(exponent));
  return exponent > 0 ? positive : ops.reciprocal(positive);
}
