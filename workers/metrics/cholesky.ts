import { assert } from '../../src/base/assert.ts';

/** Rows factored between two yields. */
const ROWS = 32;

/**
 * The lower triangle L of a symmetric positive definite matrix, L·Lᵀ = a; n×n, row-major, in float64.
 * Overwrites `a`, which must be positive definite. Yields every few milliseconds.
 */
export function* cholesky(a: Float64Array, n: number): Generator<void, Float64Array> {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      assert(i !== j || sum > 0, 'the matrix is positive definite');
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / a[j * n + j]!;
    }
    if (i % ROWS === 0) yield;
  }
  return a;
}

/** x with L·Lᵀ·x = b, by substitution forwards and back. */
export function solveCholesky(lower: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i * n + k]! * x[k]!;
    x[i]! /= lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= lower[k * n + i]! * x[k]!;
    x[i]! /= lower[i * n + i]!;
  }
  return x;
}
