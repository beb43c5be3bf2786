import { expect, it } from 'vitest';
import { compile } from '../../compiler/compile.ts';
import { registry } from '../../../nodes/index.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { reduceRun } from '../../runtime/reduce-run.ts';
import { IDLE_RUN, type RunState } from '../../runtime/run-state.ts';
import { seriesValues } from '../../runtime/series.ts';
import { keptRunWith } from '../../runtime/testing/kept-run.ts';
import { sweepCharts } from './sweep-charts.ts';
import type { Sweep } from './sweep-store.ts';

const document = drawing(SIMCLR.nodes, SIMCLR.wires);
const compilation = compile(document, registry, {});
const run = (...losses: number[]): RunState =>
  losses.reduce<RunState>(
    (state, loss, i) =>
      reduceRun(state, {
        kind: 'step',
        step: i + 1,
        loss,
        losses: { sgd: loss },
        learningRate: 1,
        seconds: i,
      }),
    { ...IDLE_RUN, steps: losses.length },
  );
const sweep = (ended: Sweep['ended']): Sweep => ({
  plan: { node: 'ntXent', param: 'temperature', title: '', values: [0.1, 0.5], seeds: [1, 2] },
  compilations: [compilation, compilation],
  running: true,
  ended,
});
const swept = (value: number, seed: number, ...losses: number[]) => ({
  value,
  kept: keptRunWith(document, losses, { seed }),
});

it('draws a chart for each value, its seeds as mean and band, the present run beside, on common axes', () => {
  const three = sweep([swept(0.1, 1, 5, 4), swept(0.1, 2, 6, 3), swept(0.5, 1, 9)]);
  const [loss] = sweepCharts(three, run(2));
  expect(loss!.id).toBe('loss');
  expect(loss!.charts.map(({ title, curves }) => [title, curves.map(({ label }) => label)])).toEqual([
    ['0.1', ['mean']],
    ['0.5', ['seed 1', 'seed 2']],
  ]);
  const [all] = loss!.charts[0]!.curves;
  expect([...seriesValues(all!.series)]).toEqual([5.5, 3.5]);
  expect([...seriesValues(all!.band!.low)]).toEqual([5, 3]);
  expect([...seriesValues(all!.band!.high)]).toEqual([6, 4]);
  expect(loss!.charts.map(({ note }) => note)).toEqual([
    'line: mean of 2 seeds; band: least to greatest',
    undefined,
  ]);
  for (const { span, until } of loss!.charts) {
    expect(span).toEqual([2, 9]);
    expect(until).toBe(loss!.charts[0]!.until);
  }
});

it('shows nothing of a run that has not begun', () => {
  expect(sweepCharts(sweep([]), null)).toEqual([]);
});
