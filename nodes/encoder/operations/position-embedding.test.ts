import { expect, test } from 'vitest';
import { sinCosPositions } from './position-embedding.ts';
import { resampleWeights } from './resample.ts';

test('resampling to the same size changes nothing', () => {
  expect(resampleWeights(3, 3)).toEqual([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
});

test.each([
  [2, 5],
  [7, 3],
  [1, 4],
])('resampling %i to %i keeps a constant', (from, to) => {
  for (const row of resampleWeights(from, to)) expect(row.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
});

test('resampling by two has the weights of a cubic at quarters', () => {
  // slope −0.75 at distances 1.25, 0.25, 0.75 and 1.75
  const row = resampleWeights(8, 16)[7]!;
  [-0.10546875, 0.87890625, 0.26171875, -0.03515625].forEach((weight, i) =>
    expect(row[2 + i]).toBeCloseTo(weight, 12),
  );
});

test('encodes the row in the first half and the column in the second', () => {
  const grid = { rows: 2, columns: 3 };
  const encoded = sinCosPositions(grid, grid, 8);
  expect(encoded).toHaveLength(48);
  const [s, c] = [Math.sin(1), Math.cos(1)];
  const [t, d] = [Math.sin(2), Math.cos(2)];
  const slow = (x: number) => [Math.sin(x / 100), Math.cos(x / 100)] as const;
  // the patch in row 1, column 2
  const expected = [s, slow(1)[0], c, slow(1)[1], t, slow(2)[0], d, slow(2)[1]];
  expected.forEach((value, i) => expect(encoded[5 * 8 + i]).toBeCloseTo(value, 12));
});

test('a finer grid encodes places between those of the base', () => {
  const base = { rows: 2, columns: 2 };
  const fine = sinCosPositions({ rows: 4, columns: 4 }, base, 4);
  // the second of four rows has its middle a quarter of a base patch above the first one's lower edge
  expect(fine[4 * 4]).toBeCloseTo(Math.sin(0.25), 12);
  expect(fine[0]).toBeCloseTo(Math.sin(-0.25), 12);
});
