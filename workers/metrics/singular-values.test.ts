import { SingularValueDecomposition, Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { singularValues } from './singular-values.ts';
import { syntheticMatrix } from './synthetic-matrix.ts';

test.each([
  [1, 1],
  [1, 7],
  [30, 20],
  [20, 30],
  [64, 64],
])('of a %i×%i matrix agree with a decomposition without squaring', (rows, columns) => {
  const matrix = syntheticMatrix(rows, columns, (normal, column) => normal * 0.8 ** column + 0.3);
  const reference = new SingularValueDecomposition(Matrix.from1DArray(rows, columns, [...matrix.data]), {
    autoTranspose: true,
  }).diagonal.toSorted((a, b) => b - a);
  const values = singularValues(matrix);
  expect(values).toHaveLength(Math.min(rows, columns));
  values.forEach((value, i) => {
    expect(Math.abs(value - reference[i]!)).toBeLessThan(1e-7 * reference[0]!);
  });
});

test('of a diagonal matrix are its entries, largest first', () => {
  const values = singularValues({ data: Float32Array.of(2, 0, 0, 0, 5, 0, 0, 0, 0), rows: 3, columns: 3 });
  expect([...values]).toEqual([5, 2, 0]);
});
