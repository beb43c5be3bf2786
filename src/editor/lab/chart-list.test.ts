import { expect, test } from 'vitest';
import type { RunEvent } from '../../../workers/protocol.ts';
import type { Probe } from '../../ir/program.ts';
import { reduceRun } from '../../runtime/reduce-run.ts';
import { IDLE_RUN, type RunAction, type RunState } from '../../runtime/run-state.ts';
import { chartList, looksTheSame } from './chart-list.ts';
import { readingList } from './reading-list.ts';
import { referenceLines, valueRange } from './reference-lines.ts';

const probe = (node: string, measurement: string, every: number): Probe => ({
  node,
  measurement,
  every,
  params: {},
  source: { kind: 'batch', values: [] },
});
const PROBES = [probe('statistics', 'embedding', 10), probe('retrieval', 'retrieval', 100)];
const title = (node: string) => node.toUpperCase();

const step = (n: number): RunEvent => ({
  kind: 'step',
  step: n,
  loss: 2,
  losses: { optimiser: 2 },
  learningRate: 0.001,
  seconds: n,
});
const measured = (
  n: number,
  node: string,
  metrics: Record<string, number>,
  untrained = metrics,
): RunEvent => ({
  kind: 'probe',
  step: n,
  node,
  metrics,
  untrained,
});
const after = (...actions: RunAction[]): RunState =>
  actions.reduce(reduceRun, { ...IDLE_RUN, status: 'running', steps: 300 });

test('a drawing without probes has a chart of its loss', () => {
  expect(chartList(after(step(1)), [], title)).toMatchObject([{ id: 'loss', curves: [{ label: 'loss' }] }]);
});

test('probes have charts before they measured, and lose those they never measure for', () => {
  const waiting = chartList(after(step(1)), PROBES, title);
  expect(waiting.map(({ id }) => id)).toEqual([
    'loss',
    'twin',
    'knn',
    'std',
    'rankMe',
    'alignment',
    'rawStd',
  ]);
  expect(waiting.find(({ id }) => id === 'knn')).toMatchObject({ curves: [], every: 100 });
  const noTwins = chartList(after(measured(0, 'retrieval', { knn: 0.4 })), PROBES, title);
  expect(noTwins.map(({ id }) => id)).not.toContain('twin');
});

test('curves know the untrained encoder and the healthy value', () => {
  const run = after(
    measured(0, 'retrieval', { twin: 0.16, twinHeldOut: 0.18, knn: 0.4 }),
    measured(0, 'statistics', { stdTimesRootD: 0.3 }),
  );
  const charts = chartList(run, PROBES, title);
  const twin = charts.find(({ id }) => id === 'twin')!;
  expect(twin.curves.map(({ label, untrained }) => [label, untrained])).toEqual([
    ['all', 0.16],
    ['held out', 0.18],
  ]);
  expect(referenceLines(twin)).toEqual([
    { value: 0.16, label: 'untrained, all', curve: 0 },
    { value: 0.18, label: 'untrained, held out', curve: 1 },
  ]);
  expect(referenceLines(charts.find(({ id }) => id === 'std')!)).toEqual([
    { value: 0.3, label: 'untrained', curve: 0 },
    { value: 1, label: 'healthy', curve: null },
  ]);
});

test('two probes of one kind are told apart by their nodes', () => {
  const both = [probe('near', 'retrieval', 100), probe('far', 'retrieval', 50)];
  const run = after(measured(0, 'near', { knn: 0.4 }), measured(0, 'far', { knn: 0.2 }));
  const knn = chartList(run, both, title).find(({ id }) => id === 'knn')!;
  expect(knn.curves.map(({ label }) => label)).toEqual(['kNN accuracy (NEAR)', 'kNN accuracy (FAR)']);
  expect(knn.every).toBe(50);
});

test('a chart is drawn again when its data change, and the axis of steps moves by jumps', () => {
  const one = after(step(1));
  const chart = (run: RunState, id: string) => chartList(run, PROBES, title).find((one) => one.id === id)!;
  const two = reduceRun(one, step(2));
  expect(looksTheSame(chart(one, 'loss'), chart(one, 'loss'))).toBe(true);
  expect(looksTheSame(chart(one, 'loss'), chart(two, 'loss'))).toBe(false);
  expect(looksTheSame(chart(one, 'knn'), chart(two, 'knn'))).toBe(true);
  const ends = [1, 10, 11, 37, 99, 101, 201, 300].map((n) => chart(after(step(n)), 'loss').until);
  expect(ends).toEqual([10, 10, 20, 50, 100, 200, 300, 300]);
});

test('the range of values holds curves and lines, and stays at zero where all are above', () => {
  expect(valueRange(null, null, [])).toEqual([0, 1]);
  const [low, high] = valueRange(0.2, 0.3, [{ value: 0.1, label: '', curve: 0 }]);
  expect(low).toBeCloseTo(0.08);
  expect(high).toBeCloseTo(0.32);
  expect(valueRange(0.01, 1, [])[0]).toBe(0);
  expect(valueRange(-3, -0.1, [])[1]).toBe(0);
  const flat = valueRange(5, 5, []);
  expect(flat[1]).toBeGreaterThan(flat[0]);
});

test('readings stand beside the untrained values, better or worse', () => {
  const run = after(
    step(1),
    measured(0, 'retrieval', { twin: 0.16, knn: 0.4 }),
    measured(100, 'retrieval', { twin: 0.26, knn: 0.3 }, { twin: 0.16, knn: 0.4 }),
    measured(0, 'statistics', { stdTimesRootD: 0.3, uniformity: -0.3 }),
    measured(
      10,
      'statistics',
      { stdTimesRootD: 0.9, uniformity: -2 },
      { stdTimesRootD: 0.3, uniformity: -0.3 },
    ),
  );
  expect(
    readingList(run, PROBES, title).map(({ key, value, beside, better }) => [key, value, beside, better]),
  ).toEqual([
    ['loss', '2.000', 'learning rate 0.00100', null],
    ['retrieval.twin', '26.0 %', 'untrained 16.0 %', true],
    ['retrieval.knn', '30.0 %', 'untrained 40.0 %', false],
    ['statistics.stdTimesRootD', '0.900', 'untrained 0.300', null],
    ['statistics.uniformity', '−2.000', 'untrained −0.300', true],
  ]);
});

test('assignments to prototypes are read against ln K', () => {
  const probes = [probe('codes', 'distribution', 10)];
  const metrics = { classes: 64, entropy: 1.6, meanEntropy: 3.3, perplexity: 27.1 };
  const run = after(step(1), measured(0, 'codes', metrics));
  const charts = chartList(run, probes, title);
  // without a student there is no divergence
  expect(charts.map(({ id }) => id)).toEqual(['loss', 'entropy', 'perplexity']);
  expect(charts[1]!.curves.map(({ label }) => label)).toEqual(['one image', 'mean']);
  expect(referenceLines(charts[1]!)).toContainEqual({ value: Math.log(64), label: 'ln 64', curve: null });
  expect(referenceLines(charts[2]!)).toEqual([{ value: 27.1, label: 'untrained', curve: 0 }]);
  expect(readingList(run, probes, title).map(({ label, beside }) => [label, beside])).toEqual([
    ['loss', 'learning rate 0.00100'],
    ['entropy', 'of ln 64 = 4.159, untrained 1.600'],
    ['entropy of the mean', 'of ln 64 = 4.159, untrained 3.300'],
    ['perplexity', 'of 64, untrained 27.10'],
  ]);
});

test('probes over as many prototypes share a line', () => {
  const probes = ['a', 'b', 'c'].map((node) => probe(node, 'distribution', 10));
  const run = after(
    measured(0, 'a', { classes: 64, entropy: 1 }),
    measured(0, 'b', { classes: 64, entropy: 2 }),
    measured(0, 'c', { classes: 10, entropy: 2 }),
  );
  const entropy = chartList(run, probes, title).find(({ id }) => id === 'entropy')!;
  expect(entropy.most.map(({ label }) => label)).toEqual(['ln 64', 'ln 10']);
});
