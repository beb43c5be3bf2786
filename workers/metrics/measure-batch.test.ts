import { expect, test } from 'vitest';
import { METRICS } from '../../src/ir/metrics.ts';
import type { BatchValue } from './batch-value.ts';
import { measureBatch } from './measure-batch.ts';
import { rowRange, type RowMatrix } from './row-matrix.ts';
import { syntheticMatrix } from './synthetic-matrix.ts';
import { uniformity } from './uniformity.ts';

const embedding = (matrix: RowMatrix, views: number): BatchValue => ({
  port: 'embedding',
  kind: 'embedding',
  ...matrix,
  views,
});

test('measures every embedding metric of the catalogue', () => {
  const measured: Readonly<Record<string, number>> = measureBatch('embedding', [
    embedding(syntheticMatrix(64, 16), 2),
  ]);
  const expected = Object.entries(METRICS).filter(([, metric]) => metric.measurement === 'embedding');
  expect(Object.keys(measured).sort()).toEqual(expected.map(([id]) => id).sort());
  expect(Object.values(measured).every(Number.isFinite)).toBe(true);
  expect(measured.stdTimesRootD).toBeCloseTo(measured.normalizedStd! * 4, 12);
});

test('pairs row i of the first view with row i of the second', () => {
  const { data, columns } = syntheticMatrix(8, 4);
  const twice = Float32Array.of(...data, ...data);
  expect(measureBatch('embedding', [embedding({ data: twice, rows: 16, columns }, 2)]).alignment).toBe(0);
});

test('does not count positive pairs as neighbours', () => {
  const matrix = syntheticMatrix(16, 4);
  const { uniformity: measured } = measureBatch('embedding', [embedding(matrix, 2)]);
  const mean = (uniformity(rowRange(matrix, 0, 8)) + uniformity(rowRange(matrix, 8, 8))) / 2;
  expect(measured).toBeCloseTo(mean, 12);
});

test('leaves out what one view or one image cannot show', () => {
  expect(measureBatch('embedding', [embedding(syntheticMatrix(8, 4), 1)])).not.toHaveProperty('alignment');
  expect(Object.keys(measureBatch('embedding', [embedding(syntheticMatrix(1, 4), 1)]))).toEqual(['rankMe']);
});

test('says NaN of an embedding that is not finite', () => {
  const { data, rows, columns } = syntheticMatrix(8, 4);
  data[5] = Infinity;
  const measured = measureBatch('embedding', [embedding({ data, rows, columns }, 2)]);
  expect(Object.values(measured).every(Number.isNaN)).toBe(true);
});
