import { chartList, type Chart, type Curve } from '../lab/chart-list.ts';
import { seedSpread, spreadNote } from '../lab/seed-spread.ts';
import { seriesValues, type Series } from '../../runtime/series.ts';
import { groupBy } from '../../base/group-by.ts';
import { runStateOf } from '../../runtime/kept/run-state-of.ts';
import type { RunState } from '../../runtime/run-state.ts';
import type { Sweep } from './sweep-store.ts';

/** Charts of one kind, one for each value, on common axes. */
export interface Multiples {
  readonly id: string;
  readonly title: string;
  readonly charts: readonly Chart[];
}

/** A seed's curve in a chart. */
interface Seen {
  readonly label: string;
  readonly series: Series;
  readonly ended: boolean;
}

/**
 * What the runs of a sweep have measured, by kind of chart: of each value one chart. Seeds that have ended are drawn as their
 * mean and how far they reach, the present one beside them. Of a chart with several curves the first is shown.
 *
 * @param present the run that comes after those that have ended, as far as it is
 */
export function sweepCharts(
  { plan: { values, seeds }, compilations, ended }: Sweep,
  present: RunState | null,
): readonly Multiples[] {
  const runs = [...ended.map(({ kept }) => runStateOf(kept)), ...(present ? [present] : [])];
  const shown = runs.flatMap((run, index) => {
    const at = Math.floor(index / seeds.length);
    const [value, seed] = [String(values[at]), seeds[index % seeds.length]];
    return chartList(run, compilations[at]!.program!.probes, (node) => node).flatMap((chart) => {
      const [first] = chart.curves;
      if (!first) return [];
      // of several optimisers the sum says how a run went
      const series = chart.id === 'loss' ? run.loss : first.series;
      return [{ chart, value, seen: { label: `seed ${seed}`, series, ended: index < ended.length } }];
    });
  });
  return [...groupBy(shown, ({ chart }) => chart.id)].map(([id, alike]) => {
    const charts = [...groupBy(alike, ({ value }) => value)].map(([value, same]) => ({
      ...same[0]!.chart,
      id: `${id} ${value}`,
      title: value,
      learningRate: null,
      ...curvesOf(
        value,
        same.map(({ seen }) => seen),
      ),
    }));
    return { id, title: alike[0]!.chart.title, charts: onCommonAxes(charts) };
  });
}

function curvesOf(value: string, seen: readonly Seen[]): Pick<Chart, 'curves' | 'note'> {
  const own = ({ label, series }: Seen): Curve => ({
    key: `${value} ${label}`,
    label,
    series,
    untrained: null,
  });
  const over = seen.filter(({ ended }) => ended);
  if (over.length < 2) return { curves: seen.map(own) };
  const { mean, band } = seedSpread(over);
  const all: Curve = { key: `${value} mean`, label: 'mean', series: mean, band, untrained: null };
  return {
    curves: [all, ...seen.filter(({ ended }) => !ended).map(own)],
    note: spreadNote(over.length),
  };
}

function onCommonAxes(charts: readonly Chart[]): readonly Chart[] {
  let [least, greatest, until] = [Infinity, -Infinity, 0];
  for (const chart of charts) {
    until = Math.max(until, chart.until);
    const all = chart.curves.flatMap(({ series, band }) => (band ? [band.low, band.high] : [series]));
    for (const value of all.flatMap((series) => [...seriesValues(series)])) {
      if (!Number.isFinite(value)) continue;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  }
  const span = least <= greatest ? { span: [least, greatest] as const } : {};
  return charts.map((chart) => ({ ...chart, until, ...span }));
}
