import { chartList, type Chart } from '../lab/chart-list.ts';
import { seriesValues } from '../../runtime/series.ts';
import type { RunState } from '../../runtime/run-state.ts';
import type { Sweep } from './sweep-store.ts';

/** Charts of one kind, one for each value, on common axes. */
export interface Multiples {
  readonly id: string;
  readonly title: string;
  readonly charts: readonly Chart[];
}

/** What a run of the sweep that has not ended yet has shown so far. */
export interface Present {
  readonly index: number;
  readonly run: RunState;
}

/**
 * What the runs of a sweep have measured, by kind of chart: of each value one chart with a curve for each seed. Of a chart with several
 * curves the first is shown.
 */
export function sweepCharts(
  { plan, compilations, ended }: Sweep,
  present: Present | null,
): readonly Multiples[] {
  const { values, seeds } = plan;
  const kinds = new Map<string, { title: string; charts: Chart[] }>();
  values.forEach((value, at) => {
    const probes = compilations[at]!.program!.probes;
    const runs = ended
      .filter((_, index) => Math.floor(index / seeds.length) === at)
      .map(({ seed, run }) => ({ seed, run }));
    if (present && Math.floor(present.index / seeds.length) === at) {
      runs.push({ seed: seeds[present.index % seeds.length]!, run: present.run });
    }
    for (const { seed, run } of runs) {
      for (const chart of chartList(run, probes, (node) => node)) {
        const [first] = chart.curves;
        if (!first) continue;
        const kind = kinds.get(chart.id) ?? { title: chart.title, charts: [] };
        kinds.set(chart.id, kind);
        const title = String(value);
        const before = kind.charts.find((other) => other.title === title);
        const series = chart.id === 'loss' ? run.loss : first.series;
        const curve = { key: `${title} ${seed}`, label: `seed ${seed}`, series, untrained: null };
        if (before)
          kind.charts[kind.charts.indexOf(before)] = { ...before, curves: [...before.curves, curve] };
        else
          kind.charts.push({
            ...chart,
            id: `${chart.id} ${title}`,
            title,
            curves: [curve],
            learningRate: null,
          });
      }
    }
  });
  return [...kinds].map(([id, { title, charts }]) => ({ id, title, charts: onCommonAxes(charts) }));
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
