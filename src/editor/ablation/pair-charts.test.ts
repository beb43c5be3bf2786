import { expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import simsiam from '../../../templates/simsiam.json' with { type: 'json' };
import type { RunEvent } from '../../../workers/protocol.ts';
import { compile } from '../../compiler/compile.ts';
import { parseDocument } from '../../document/parse.ts';
import { reduceRun } from '../../runtime/reduce-run.ts';
import { IDLE_RUN } from '../../runtime/run-state.ts';
import { lastValue, seriesValues } from '../../runtime/series.ts';
import { pairResult } from './pair-result.ts';
import { pairCharts, seedCharts } from './pair-charts.ts';

const parsed = parseDocument(JSON.stringify(simsiam));
const compilation = compile(parsed.ok ? parsed.value : (undefined as never), registry);
const runWith = (loss: number, rankMe: number) => {
  const events: RunEvent[] = [
    { kind: 'probe', step: 0, node: 'embeddingProbe', metrics: { rankMe: 30 }, untrained: { rankMe: 30 } },
    { kind: 'step', step: 1, loss, losses: { optimiser: loss }, learningRate: 0.1, seconds: 1 },
    { kind: 'probe', step: 1, node: 'embeddingProbe', metrics: { rankMe }, untrained: null },
  ];
  return events.reduce(reduceRun, IDLE_RUN);
};

test('a chart has the curve of each run, the untrained value once, and where they part', () => {
  const charts = pairCharts(
    { with: runWith(-0.5, 28), without: runWith(-0.9, 2) },
    { with: compilation, without: compilation },
    { differ: 1, apart: 1 },
  );
  expect(charts.map(({ id }) => id).slice(0, 2)).toEqual(['loss', 'rankMe']);
  const [loss, rank] = charts;
  expect(loss!.curves.map(({ label, series }) => [label, lastValue(series)])).toEqual([
    ['with', -0.5],
    ['without', -0.9],
  ]);
  expect(loss!.marks).toEqual([{ step: 1, label: 'apart from step 1' }]);
  expect(rank!.curves.map(({ series, untrained }) => [lastValue(series), untrained])).toEqual([
    [28, 30],
    [2, null],
  ]);
});

test('curves that have not parted have no mark', () => {
  const run = runWith(-0.5, 28);
  const charts = pairCharts(
    { with: run, without: run },
    { with: compilation, without: compilation },
    { differ: null, apart: null },
  );
  expect(charts.every(({ marks }) => marks.length === 0)).toBe(true);
});

test('of several seeds each side has its mean and how far they reach', () => {
  const compilations = { with: compilation, without: compilation };
  const pair = (seed: number, one: number, other: number) =>
    pairResult(compilations, seed, { with: runWith(one, 28), without: runWith(other, 2) });
  const results = [pair(1, -0.5, -0.9), pair(2, -0.7, -0.95)];
  const [loss, rank] = seedCharts(results, compilations);
  expect(loss!.note).toBe('line: mean of 2 seeds; band: least to greatest');
  const [whole, without] = loss!.curves;
  expect([whole!.label, without!.label]).toEqual(['with', 'without']);
  expect(lastValue(whole!.series)).toBeCloseTo(-0.6, 12);
  expect([...seriesValues(without!.band!.low)]).toEqual([-0.95]);
  expect([...seriesValues(without!.band!.high)]).toEqual([-0.9]);
  expect(without!.band!.seeds.map(({ label }) => label)).toEqual(['seed 1', 'seed 2']);
  expect(rank!.curves.map(({ untrained }) => untrained)).toEqual([null, null]);
  const parted = results.map((result, i) => ({ ...result, apart: 3 + i }));
  expect(seedCharts(parted, compilations)[0]!.marks).toEqual([{ step: 4, label: 'all apart from step 4' }]);
  expect(seedCharts([parted[0]!, { ...parted[1]!, apart: null }], compilations)[0]!.marks).toEqual([]);
});
