import { assert } from '../../src/base/assert.ts';
import type { RowMatrix } from './row-matrix.ts';
import { unitRows } from './unit-rows.ts';

/**
 * Mean of ‖x − y‖₂^α over positive pairs (row i of `a`, row i of `b`), l2-normalised here: 0 when the views of an image
 * coincide (Wang and Isola 2020, eq. 4).
 */
export function alignment(a: RowMatrix, b: RowMatrix, alpha = 2): number {
  assert(a.rows === b.rows && a.columns === b.columns, 'positive pairs need two matrices of one shape');
  const x = unitRows(a).data;
  const y = unitRows(b).data;
  let total = 0;
  for (let i = 0; i < a.rows; i++) {
    let squares = 0;
    for (let k = i * a.columns; k < (i + 1) * a.columns; k++) squares += (x[k]! - y[k]!) ** 2;
    total += squares ** (alpha / 2);
  }
  return total / a.rows;
}
