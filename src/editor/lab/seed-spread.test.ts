import { expect, test } from 'vitest';
import { appendPoint, EMPTY_SERIES, seriesSteps, seriesValues, type Series } from '../../runtime/series.ts';
import { seedSpread } from './seed-spread.ts';

const series = (...points: readonly (readonly [step: number, value: number])[]): Series =>
  points.reduce((before, [step, value]) => appendPoint(before, step, value), EMPTY_SERIES);
const points = (of: Series) => [...seriesSteps(of)].map((step, i) => [step, seriesValues(of)[i]]);

test('the mean of the seeds and how far they reach, at each step', () => {
  const { mean, band } = seedSpread([
    { label: 'seed 1', series: series([1, 4], [2, 2]) },
    { label: 'seed 2', series: series([1, 6], [2, 2]) },
    { label: 'seed 3', series: series([1, 8], [2, 5]) },
  ]);
  expect(points(mean)).toEqual([
    [1, 6],
    [2, 3],
  ]);
  expect(points(band.low)).toEqual([
    [1, 4],
    [2, 2],
  ]);
  expect(points(band.high)).toEqual([
    [1, 8],
    [2, 5],
  ]);
});

test('a seed that diverged or ended early leaves the others', () => {
  const { mean, band } = seedSpread([
    { label: 'seed 1', series: series([1, 4], [2, NaN]) },
    { label: 'seed 2', series: series([1, 6], [2, 3], [3, 1]) },
  ]);
  expect(points(mean)).toEqual([
    [1, 5],
    [2, 3],
    [3, 1],
  ]);
  expect(points(band.high).at(-1)).toEqual([3, 1]);
  expect(points(seedSpread([{ label: 'seed 1', series: series([1, Infinity]) }]).mean)).toEqual([]);
});
