import { expect, test } from 'vitest';
import { appendPoint, EMPTY_SERIES, type Series } from '../../runtime/series.ts';
import { chartCsv } from './chart-csv.ts';
import type { Chart } from './chart-list.ts';
import { fitsLog, smoothed } from './chart-view.ts';
import { logRange } from './reference-lines.ts';

const series = (...points: readonly (readonly [step: number, value: number])[]): Series =>
  points.reduce((before, [step, value]) => appendPoint(before, step, value), EMPTY_SERIES);
const chart = (...curves: readonly (readonly [label: string, series: Series])[]): Chart => ({
  id: 'c',
  title: 'c',
  help: '',
  format: 'number',
  curves: curves.map(([label, of]) => ({ key: label, label, series: of, untrained: null })),
  healthy: null,
  most: [],
  learningRate: null,
  every: 1,
  marks: [],
  until: 10,
});

test('a file of a chart has a row for each step at which one of its curves has a point', () => {
  const made = chart(
    ['all', series([0, 0.5], [2, 0.25])],
    ['held out, “new”', series([2, 1e-7])],
    ['say "x"', EMPTY_SERIES],
  );
  expect(chartCsv(made)).toBe('step,all,"held out, “new”","say ""x"""\n0,0.5,,\n2,0.25,1e-7,\n');
});

test('a mean of seeds has its least, its greatest and each seed in the file', () => {
  const made = chart(['mean', series([1, 2])]);
  const seeds = [{ label: 'seed 1', series: series([1, 1]) }];
  const band = { low: series([1, 1]), high: series([1, 3]), seeds };
  const csv = chartCsv({ ...made, curves: [{ ...made.curves[0]!, band }] });
  expect(csv).toBe('step,mean,"mean, least","mean, greatest","mean, seed 1"\n1,2,1,3,1\n');
});

test('smoothing keeps a constant and follows a jump a tenth at a time', () => {
  expect([...smoothed(series([1, 3], [2, 3], [3, 3])).y]).toEqual(
    [3, 3, 3].map((x) => expect.closeTo(x, 12)),
  );
  const { x, y } = smoothed(series([1, 0], [2, 1]));
  expect([...x]).toEqual([1, 2]);
  // (0.9·0.1·0 + 0.1·1) / (0.9·0.1 + 0.1)
  expect(y[1]).toBeCloseTo(0.1 / 0.19, 12);
});

test('a logarithm is offered where all values have one', () => {
  expect(fitsLog(chart(['a', series([1, 0.1], [2, 5])]))).toBe(true);
  expect(fitsLog(chart(['a', series([1, 0.1], [2, 0])]))).toBe(false);
  expect(fitsLog({ ...chart(['a', series([1, 1])]), healthy: 0 })).toBe(false);
});

test('a logarithmic axis leaves a little air around what it shows', () => {
  const [low, high] = logRange(0.1, 10, [{ value: 100, label: 'untrained', curve: 0 }]);
  expect([low, high]).toEqual([expect.closeTo(0.1 / 1000 ** 0.1, 6), expect.closeTo(100 * 1000 ** 0.1, 6)]);
  expect(logRange(5, 5, [])).toEqual([5 / 1.05, 5 * 1.05]);
  expect(logRange(null, null, [])).toEqual([0.1, 1]);
});
