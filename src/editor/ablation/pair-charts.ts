import type { Parting } from '../../analysis/parting.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import type { RunState } from '../../runtime/run-state.ts';
import { chartList, type Chart, type Curve } from '../lab/chart-list.ts';
import { seedSpread, spreadNote } from '../lab/seed-spread.ts';
import type { PairResult } from './pair-result.ts';
import { SIDES, type Both, type Side } from './sides.ts';

/** What shows a collapse comes first, behind the loss. */
const FIRST = ['loss', 'rankMe', 'std'];
/** Where a chart has several curves, a pair shows the first. */
const TITLES: Readonly<Record<string, string>> = { alignment: 'alignment' };

const place = ({ id }: Chart): number => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);

/** The charts of a pair: what both runs measure, the curve of the one over that of the other. */
export function pairCharts(
  runs: Both<RunState>,
  compilations: Both<Compilation>,
  { apart }: Parting,
): readonly Chart[] {
  const charts = chartsOf('with', runs, compilations).toSorted((one, next) => place(one) - place(next));
  const others = chartsOf('without', runs, compilations);
  return charts.flatMap((chart) => {
    const other = others.find(({ id }) => id === chart.id);
    if (!other) return [];
    const curves = [chart, other].flatMap(({ id, curves: [first] }, index): Curve[] => {
      if (!first) return [];
      const side = SIDES[index]!;
      const series = id === 'loss' ? runs[side].loss : first.series;
      // both begin with the same weights: one line for the untrained says it
      return [{ ...first, key: side, label: side, series, untrained: index > 0 ? null : first.untrained }];
    });
    const label = chart.id === 'loss' ? `apart from step ${apart}` : '';
    const marks = apart === null ? [] : [{ step: apart, label }];
    const title = TITLES[chart.id] ?? chart.title;
    return [
      { ...chart, title, curves, marks, learningRate: null, until: Math.max(chart.until, other.until) },
    ];
  });
}

/** The charts of all pairs that have ended: of each side the mean of the seeds and how far they reach. */
export function seedCharts(
  results: readonly PairResult[],
  compilations: Both<Compilation>,
): readonly Chart[] {
  const pairs = results.map((result) => ({
    seed: result.seed,
    charts: pairCharts(result.runs, compilations, result),
  }));
  const parted = results.map(({ apart }) => apart);
  const last = parted.includes(null) ? null : Math.max(...parted.map((apart) => apart!));
  return (pairs[0]?.charts ?? []).map((chart) => {
    const alike = pairs.flatMap(({ seed, charts }) => {
      const found = charts.find(({ id }) => id === chart.id);
      return found ? [{ seed, found }] : [];
    });
    const curves = chart.curves.map((curve): Curve => {
      const seeds = alike.flatMap(({ seed, found }) => {
        const series = found.curves.find(({ key }) => key === curve.key)?.series;
        return series ? [{ label: `seed ${seed}`, series }] : [];
      });
      const { mean, band } = seedSpread(seeds);
      // each seed has an untrained encoder of its own
      return { ...curve, series: mean, band, untrained: null };
    });
    const label = chart.id === 'loss' ? `all apart from step ${last}` : '';
    return {
      ...chart,
      curves,
      note: spreadNote(results.length),
      marks: last === null ? [] : [{ step: last, label }],
      until: Math.max(...alike.map(({ found }) => found.until)),
    };
  });
}

function chartsOf(side: Side, runs: Both<RunState>, compilations: Both<Compilation>): readonly Chart[] {
  return chartList(runs[side], compilations[side].program?.probes ?? [], (node) => node);
}
