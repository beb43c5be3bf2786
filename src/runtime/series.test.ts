import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appendPoint, EMPTY_SERIES, lastValue, seriesSteps, seriesValues, type Series } from './series.ts';

const grow = (count: number): Series => {
  let series = EMPTY_SERIES;
  for (let step = 1; step <= count; step++) series = appendPoint(series, step, -step);
  return series;
};

test('holds its points in order, across growth', () => {
  const series = grow(1000);
  expect(series.length).toBe(1000);
  expect(seriesSteps(series)[999]).toBe(1000);
  expect(seriesValues(series)[499]).toBe(-500);
  expect(lastValue(series)).toBe(-1000);
  expect(lastValue(EMPTY_SERIES)).toBeNull();
});

test('a replayed step replaces what came at or after it', () => {
  const series = appendPoint(grow(10), 4, 40);
  expect([...seriesSteps(series)]).toEqual([1, 2, 3, 4]);
  expect(lastValue(series)).toBe(40);
});

test('snapshots stay as they were, whoever appends to them', () => {
  const model = (points: readonly (readonly [number, number])[], step: number, value: number) => [
    ...points.filter(([s]) => s < step),
    [step, value] as const,
  ];
  const arbitrary = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 50 }), fc.integer()), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(arbitrary, (appends) => {
      const snapshots: [Series, (readonly [number, number])[]][] = [[EMPTY_SERIES, []]];
      for (const [which, step, value] of appends) {
        // mostly the newest, now and then an old one
        const at = which % 4 === 0 ? which % snapshots.length : snapshots.length - 1;
        const [series, points] = snapshots[at]!;
        snapshots.push([appendPoint(series, step, value), model(points, step, value)]);
      }
      for (const [series, points] of snapshots) {
        expect([...seriesSteps(series)]).toEqual(points.map(([step]) => step));
        expect([...seriesValues(series)]).toEqual(points.map(([, value]) => value));
      }
    }),
  );
});

test('10⁵ points cost milliseconds', () => {
  const begin = performance.now();
  grow(100_000);
  expect(performance.now() - begin).toBeLessThan(500);
});
