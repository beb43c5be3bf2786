import { describe, expect, test } from 'vitest';
import { normalizedStd, rankMe, rawStd, uniformity } from './index.ts';
import type { RowMatrix } from './row-matrix.ts';
import { syntheticMatrix } from './synthetic-matrix.ts';

const D = 128;
const stdTimesRootD = (matrix: RowMatrix): number => normalizedStd(matrix) * Math.sqrt(matrix.columns);

function centred({ data, rows, columns }: RowMatrix): RowMatrix {
  const mean = new Float64Array(columns);
  data.forEach((x, i) => (mean[i % columns]! += x / rows));
  return { data: Float64Array.from(data, (x, i) => x - mean[i % columns]!), rows, columns };
}

describe('an even embedding', () => {
  const matrix = syntheticMatrix(256, D);

  test('has std·√d 1, raw std 1 and a uniformity near −4', () => {
    expect(stdTimesRootD(matrix)).toBeCloseTo(1, 2);
    expect(rawStd(matrix)).toBeCloseTo(1, 1);
    expect(uniformity(matrix)).toBeCloseTo(-3.94, 1);
  });

  test('has most of the rank; fewer rows than dimensions cap it', () => {
    expect(rankMe(matrix)).toBeGreaterThan(0.9 * D);
    const wide = rankMe(syntheticMatrix(64, D));
    expect(wide).toBeGreaterThan(0.9 * 64);
    expect(wide).toBeLessThan(64 + 1e-3);
  });

  test('has the rank of its transpose', () => {
    const { data, rows, columns } = syntheticMatrix(40, 24);
    const turned = Float32Array.from(data, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]!);
    expect(rankMe({ data: turned, rows: columns, columns: rows })).toBeCloseTo(
      rankMe({ data, rows, columns }),
      9,
    );
  });
});

describe('a constant with a little noise', () => {
  const matrix = syntheticMatrix(256, D, (normal) => 1 + 1e-3 * normal);

  test('has no spread and a rank near 1, although centring would show full rank', () => {
    expect(stdTimesRootD(matrix)).toBeLessThan(0.02);
    expect(rankMe(matrix)).toBeLessThan(1.2);
    expect(rankMe(centred(matrix))).toBeGreaterThan(0.9 * D);
  });

  // float64 singular values without squaring give 1.00037
  test.each([1e-6, 1e-7])('of scale %f still measures to 1e-3', (scale) => {
    const rank = rankMe(syntheticMatrix(256, D, (normal) => 1 + scale * normal));
    expect(Math.abs(rank - 1)).toBeLessThan(1e-3);
  });
});

describe('an embedding shrunk to a point', () => {
  const matrix = syntheticMatrix(256, D, (normal) => 1e-4 * normal);

  test('looks healthy to std·√d and rank: only the raw std sees it', () => {
    expect(stdTimesRootD(matrix)).toBeCloseTo(1, 2);
    expect(rankMe(matrix)).toBeGreaterThan(0.9 * D);
    expect(rawStd(matrix)).toBeCloseTo(1e-4, 5);
  });
});

describe('dimensional collapse', () => {
  /** Every row is a mixture of two fixed directions. */
  function plane(): RowMatrix {
    const weights = syntheticMatrix(256, 2).data;
    const directions = syntheticMatrix(2, D).data;
    const data = new Float32Array(256 * D);
    for (let i = 0; i < data.length; i++) {
      const row = Math.floor(i / D);
      data[i] = weights[2 * row]! * directions[i % D]! + weights[2 * row + 1]! * directions[D + (i % D)]!;
    }
    return { data, rows: 256, columns: D };
  }

  test('leaves std·√d and raw std in place: only the rank sees it', () => {
    expect(stdTimesRootD(plane())).toBeGreaterThan(0.8);
    expect(rawStd(plane())).toBeGreaterThan(0.8);
    expect(rankMe(plane())).toBeLessThan(2.01);
  });
});

describe('RankMe', () => {
  test('takes singular values, not their squares', () => {
    // singular values 3 and 1: shares 3/4 and 1/4
    const rank = rankMe({ data: Float32Array.of(3, 0, 0, 1), rows: 2, columns: 2 });
    expect(rank).toBeCloseTo(Math.exp(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25)), 4);
  });

  test.each([0, 1.2345])('of an embedding that is %f throughout is 1', (value) => {
    expect(rankMe(syntheticMatrix(256, D, () => value))).toBeCloseTo(1, 3);
  });

  test('of numbers that are not finite is NaN', () => {
    expect(rankMe({ data: Float32Array.of(1, NaN, 2, 3), rows: 2, columns: 2 })).toBeNaN();
  });
});
