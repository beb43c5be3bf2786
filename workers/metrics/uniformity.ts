import type { RowMatrix } from './row-matrix.ts';
import { unitRows } from './unit-rows.ts';

/**
 * log of the mean of exp(−t‖xᵢ − xⱼ‖²) over pairs i < j of rows, l2-normalised here (Wang and Isola 2020, eq. 5): 0 when
 * all are alike, about −4 + 8/D for directions spread evenly at t = 2. NaN for a single row.
 */
export function uniformity(embedding: RowMatrix, t = 2): number {
  const { rows, columns } = embedding;
  const { data } = unitRows(embedding);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = i + 1; j < rows; j++) {
      let squares = 0;
      for (let k = 0; k < columns; k++) squares += (data[i * columns + k]! - data[j * columns + k]!) ** 2;
      total += Math.exp(-t * squares);
    }
  }
  return Math.log(total / ((rows * (rows - 1)) / 2));
}
