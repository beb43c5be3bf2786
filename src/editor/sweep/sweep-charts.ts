import { chartList, type Chart } from '../lab/chart-list.ts';
import { seriesValues } from '../../runtime/series.ts';
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

/**
 * What the runs of a sweep have measured, by kind of chart: of each value one chart with a curve for each seed. Of a chart with several
 * curves the first is shown.
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
      const curve = { key: `${value} ${seed}`, label: `seed ${seed}`, series, untrained: null };
      return [{ chart, value, curve }];
    });
  });
  return [...groupBy(shown, ({ chart }) => chart.id)].map(([id, alike]) => {
    const charts = [...groupBy(alike, ({ value }) => value)].map(([value, same]) => ({
      ...same[0]!.chart,
      id: `${id} ${value}`,
      title: value,
      curves: same.map(({ curve }) => curve),
      learningRate: null,
    }));
    return { id, title: alike[0]!.chart.title, charts: onCommonAxes(charts) };
  });
}

function onCommonAxes(charts: readonly Chart[]): readonly Chart[] {
  let [least, greatest, until] = [Infinity, -Infinity, 0];
  for (const chart of charts) {
    until = Math.max(until, chart.until);
    for (const { series } of chart.curves) {
      for (const value of seriesValues(series)) {
        if (!Number.isFinite(value)) continue;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
  }
  const span = least <= greatest ? { span: [least, greatest] as const } : {};
  return charts.map((chart) => ({ ...chart, until, ...span }));
}
