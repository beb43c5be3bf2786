import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appendPoint, EMPTY_SERIES } from '../../runtime/series.ts';
import { alignCurves } from './align-curves.ts';
import { decimate, pointsOf, type Points } from './decimate.ts';

const pointsAt = (values: readonly number[]): Points =>
  pointsOf(values.reduce((series, value, i) => appendPoint(series, i + 1, value), EMPTY_SERIES));

test('a short curve is drawn as it is', () => {
  const { x, y } = decimate(pointsAt([3, 1, 2]), 10);
  expect([...x]).toEqual([1, 2, 3]);
  expect([...y]).toEqual([3, 1, 2]);
});

test('a long curve keeps its order, its extremes and its end, and is short enough', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 500 }),
      fc.integer({ min: 4, max: 60 }),
      (values, limit) => {
        const { x, y } = decimate(pointsAt(values), limit);
        expect(x.length).toBeLessThanOrEqual(limit);
        expect([...x]).toEqual([...new Set(x)].sort((a, b) => a - b));
        for (const [i, step] of x.entries()) expect(y[i]).toBe(values[step - 1]);
        expect(x.at(-1)).toBe(values.length);
      },
    ),
  );
});

test('a single peak in 10⁵ points is not lost', () => {
  const values = Array.from({ length: 100_000 }, (_, i) => (i === 54_321 ? 99 : i % 2));
  const { y } = decimate(pointsAt(values), 400);
  expect(Math.max(...y)).toBe(99);
});

test('curves meet on one axis', () => {
  const of = (x: number[], y: number[]) => ({ x: Float64Array.from(x), y: Float64Array.from(y) });
  expect(alignCurves([of([0, 10, 20], [1, 2, 3]), of([0, 5, 20], [7, 8, 9])])).toEqual([
    [0, 5, 10, 20],
    [1, null, 2, 3],
    [7, 8, null, 9],
  ]);
  expect(alignCurves([])).toEqual([[]]);
});
