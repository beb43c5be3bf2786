import { expect, it } from 'vitest';
import { randomStream } from '../../src/base/random-stream.ts';
import { centredColumns } from './centred-columns.ts';
import { finish } from './finish.ts';
import { principalMap } from './principal-map.ts';
import type { RowMatrix } from './row-matrix.ts';
import { singularValues } from './singular-values.ts';

const ROWS = 300;

function randomMatrix(columns: number, scale: (column: number) => number): RowMatrix {
  const data = Float32Array.from(
    randomStream(1, 'map').normals(columns, ROWS * columns),
    (x, i) => 5 + x * scale(i % columns),
  );
  return { data, rows: ROWS, columns };
}

it.each([
  ['a long tail', 40, (j: number) => 1 / (1 + j)],
  ['all alike', 24, () => 1],
  ['two columns', 2, (j: number) => 1 + j],
  ['a tiny scale', 30, (j: number) => 1e-4 * 0.7 ** j],
])('has the variances of the first two singular values: %s', (_, columns, scale) => {
  const features = randomMatrix(columns, scale);
  const { points, explained } = finish(principalMap(features));
  const values = singularValues(centredColumns(features).centred);
  const total = values.reduce((sum, value) => sum + value ** 2, 0);
  for (const k of [0, 1] as const) {
    const along = Array.from({ length: ROWS }, (__, i) => points[2 * i + k]!);
    const squares = along.reduce((sum, x) => sum + x ** 2, 0);
    // nearly equal values lie in one plane, of which the iteration finds some two axes
    expect(squares / values[k]! ** 2).toBeGreaterThan(0.97);
    expect(squares / values[k]! ** 2).toBeLessThan(1.001);
    expect(explained[k]).toBeCloseTo(squares / total, 4);
  }
  const mixed = Array.from({ length: ROWS }, (__, i) => points[2 * i]! * points[2 * i + 1]!);
  const norms = values[0]! * values[1]!;
  expect(Math.abs(mixed.reduce((a, b) => a + b, 0)) / norms).toBeLessThan(1e-4);
});

it('keeps the distances of points that lie in a plane', () => {
  const plane = randomStream(2, 'plane').normals(0, ROWS * 2);
  const [a, b] = [
    [0.6, 0, 0.8],
    [0, 1, 0],
  ] as const;
  const data = Float32Array.from({ length: ROWS * 3 }, (_, i) => {
    const row = Math.floor(i / 3);
    return 3 * plane[2 * row]! * a[i % 3]! + plane[2 * row + 1]! * b[i % 3]!;
  });
  const { points, explained } = finish(principalMap({ data, rows: ROWS, columns: 3 }));
  expect(explained[0] + explained[1]).toBeCloseTo(1, 6);
  const between = (i: number, j: number): number =>
    Math.hypot(points[2 * i]! - points[2 * j]!, points[2 * i + 1]! - points[2 * j + 1]!);
  for (let i = 1; i < 20; i++) {
    const expected = Math.hypot(
      data[0]! - data[3 * i]!,
      data[1]! - data[3 * i + 1]!,
      data[2]! - data[3 * i + 2]!,
    );
    expect(between(0, i)).toBeCloseTo(expected, 4);
  }
});

it('puts a constant embedding on one point', () => {
  const { points, explained } = finish(
    principalMap({ data: new Float32Array(60).fill(0.25), rows: 10, columns: 6 }),
  );
  expect(new Set(points)).toEqual(new Set([0]));
  expect(explained).toEqual([0, 0]);
});
