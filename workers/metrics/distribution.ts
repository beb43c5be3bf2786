import { assert } from '../../src/base/assert.ts';
import type { RowMatrix } from './row-matrix.ts';

/** ln softmax(s/τ) of every row, in float64 and without overflow. */
export function logSoftmax({ data, rows, columns }: RowMatrix, temperature: number): RowMatrix {
  const out = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    let largest = -Infinity;
    for (let k = 0; k < columns; k++) largest = Math.max(largest, data[from + k]!);
    let sum = 0;
    for (let k = 0; k < columns; k++) {
      out[from + k] = (data[from + k]! - largest) / temperature;
      sum += Math.exp(out[from + k]!);
    }
    const logSum = Math.log(sum);
    for (let k = 0; k < columns; k++) out[from + k]! -= logSum;
  }
  return { data: out, rows, columns };
}

export function exponential({ data, rows, columns }: RowMatrix): RowMatrix {
  return { data: Float64Array.from(data, Math.exp), rows, columns };
}

/**
 * −Σ_k q_k ln q_k of each row, averaged (nats, 0 · ln 0 = 0): 0 for one-hot rows, ln K for uniform ones. Never below 0,
 * even where float32 left a probability a little above 1.
 */
export function meanOfEntropies({ data, rows }: RowMatrix): number {
  let total = 0;
  // of all rows in one: what is summed within them is summed over them
  for (const q of data) if (q !== 0) total -= q * Math.log(q);
  return atLeastZero(total / rows);
}

/** Takes rounding below 0 away, and says NaN of what is not finite: an infinite share must not look like a one-hot one. */
function atLeastZero(x: number): number {
  return Number.isFinite(x) ? Math.max(0, x) : NaN;
}

/** The average of all rows, as a matrix of one row. */
export function meanRow({ data, rows, columns }: RowMatrix): RowMatrix {
  const mean = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < columns; k++) mean[k]! += data[row * columns + k]! / rows;
  }
  return { data: mean, rows: 1, columns };
}

/** Σ_k q_k (ln q_k − ln p_k), averaged over rows (nats): row i of q against row i of ln p. 0 · ln 0 = 0; never below 0. */
export function divergence(q: RowMatrix, logP: RowMatrix): number {
  assert(q.rows === logP.rows && q.columns === logP.columns, 'both sides have rows of one form');
  let total = 0;
  for (let i = 0; i < q.data.length; i++) {
    const share = q.data[i]!;
    if (share !== 0) total += share * (Math.log(share) - logP.data[i]!);
  }
  return atLeastZero(total / q.rows);
}
