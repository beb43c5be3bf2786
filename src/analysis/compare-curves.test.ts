import { expect, test } from 'vitest';
import { compareCurves, type NamedCurve } from './compare-curves.ts';

const curve = (name: string, points: Readonly<Record<number, number>>): NamedCurve => ({
  name,
  steps: Object.keys(points).map(Number),
  values: Object.values(points),
});

test('curves that are the same in every bit', () => {
  const curves = [curve('loss', { 1: 0.1, 2: NaN }), curve('knn', { 2: 0.5 })];
  expect(compareCurves(curves, structuredClone(curves))).toEqual({
    compared: 3,
    until: 2,
    first: null,
    largest: null,
  });
});

test('the earliest difference and the largest, each with its step', () => {
  const ones = [curve('loss', { 1: 1, 2: 2, 3: 4 }), curve('knn', { 2: 0.5 })];
  const others = [curve('loss', { 1: 1, 2: 2, 3: 5 }), curve('knn', { 2: 0.5 + 2 ** -40 })];
  const { first, largest } = compareCurves(ones, others);
  expect(first).toMatchObject({ name: 'knn', step: 2 });
  expect(first!.relative).toBeCloseTo(2 ** -39, 15);
  expect(largest).toEqual({ name: 'loss', step: 3, relative: 0.2 });
});

test('steps and curves that only one of them has say nothing', () => {
  const ones = [curve('loss', { 1: 1, 2: 2, 4: 4 }), curve('knn', { 4: 1 })];
  const others = [curve('loss', { 1: 1, 3: 9, 4: 4, 5: 9 })];
  expect(compareCurves(ones, others)).toEqual({ compared: 2, until: 4, first: null, largest: null });
});

test.each([
  [0, -0, 0],
  [1, NaN, Infinity],
  [Infinity, -Infinity, Infinity],
  [1, -1, 2],
])('%d and %d are not the same', (a, b, relative) => {
  expect(compareCurves([curve('loss', { 1: a })], [curve('loss', { 1: b })]).largest).toEqual({
    name: 'loss',
    step: 1,
    relative,
  });
});
