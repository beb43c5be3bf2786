import { expect, test } from 'vitest';
import { productOfRows } from '../kernels/wasm/product-of-rows.ts';
import type { RowMatrix } from './row-matrix.ts';
import { similarityTiles } from './similarity-tiles.ts';
import { syntheticMatrix } from './synthetic-matrix.ts';
import { unitRows } from './unit-rows.ts';

/** All dot products, rows × columns. */
function products(a: RowMatrix, b: RowMatrix, product = productOfRows()): Float64Array {
  const all = new Float64Array(a.rows * b.rows).fill(NaN);
  for (const { row, rows, column, columns, values } of similarityTiles(a, b, product)) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) all[(row + i) * b.rows + column + j] = values[i * columns + j]!;
    }
  }
  return all;
}

const farthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);

test.each([
  [1, 1, 1],
  [37, 91, 13],
  [70, 300, 513],
])('%i rows by %i of %i dimensions come out as without WASM', (rows, others, columns) => {
  const a = unitRows(syntheticMatrix(rows, columns));
  const b = unitRows(syntheticMatrix(others, columns));
  expect(productOfRows()).not.toBeNull();
  expect(farthest(products(a, b), products(a, b, null))).toBeLessThan(1e-6);
});

test('a bank wider than a tile is met whole', () => {
  const a = unitRows(syntheticMatrix(33, 1024));
  const b = unitRows(syntheticMatrix(700, 1024));
  expect(farthest(products(a, b), products(a, b, null))).toBeLessThan(1e-6);
});

test('rows that are nearly alike are told apart as well as others', () => {
  const of = (rows: number): RowMatrix =>
    unitRows(syntheticMatrix(rows, 64, (normal, column) => (column === 0 ? 1 : 1e-4 * normal)));
  const [a, b] = [of(40), of(50)];
  const exact = products(a, b, null);
  // cosines differ from 1 by about 1e-6 here: single precision without centring would leave a digit of that
  expect(1 - exact.reduce((least, x) => Math.min(least, x), 1)).toBeLessThan(3e-6);
  expect(farthest(products(a, b), exact)).toBeLessThan(1e-12);
});
