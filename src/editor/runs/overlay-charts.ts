import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { runStateOf } from '../../runtime/kept/run-state-of.ts';
import { chartList, type Chart, type Curve } from '../lab/chart-list.ts';

/** A kept run that is drawn over the charts, and its place in the palette. */
export interface Overlaid {
  readonly run: KeptRun;
  readonly place: number;
}

/** What a legend calls a run: its seed too, since runs of a drawing have one name. */
export function runLabel({ name, seed }: Pick<KeptRun, 'name' | 'seed'>): string {
  return `${name}, seed ${seed}`;
}

/** The charts of a kept run by itself. */
export function chartsOf(run: KeptRun): readonly Chart[] {
  const titles = new Map(run.probes.map(({ node, title }) => [node, title]));
  return chartList(runStateOf(run), run.probes, (node) => titles.get(node) ?? node);
}

/**
 * Charts with kept runs drawn over them. Of a chart with several curves a run shows the first; charts that only kept runs
 * have come behind the others.
 */
export function overlayCharts(charts: readonly Chart[], overlaid: readonly Overlaid[]): readonly Chart[] {
  const all = new Map(charts.map((chart) => [chart.id, chart]));
  for (const { run, place } of overlaid) {
    for (const chart of chartsOf(run)) {
      const [first] = chart.curves;
      if (!first) continue;
      const below = all.get(chart.id) ?? { ...chart, curves: [], learningRate: null };
      all.set(chart.id, {
        ...below,
        curves: [
          ...below.curves,
          over(chart, first, run, place, below.curves.length === 0 && overlaid.length === 1),
        ],
        until: Math.max(below.until, chart.until),
      });
    }
  }
  return [...all.values()];
}

function over(chart: Chart, first: Curve, run: KeptRun, place: number, alone: boolean): Curve {
  const label = chart.curves.length > 1 ? `${runLabel(run)}: ${first.label}` : runLabel(run);
  return {
    key: `run ${run.id}`,
    label,
    // of several optimisers the sum says how a run went
    series: chart.id === 'loss' ? runStateOf(run).loss : first.series,
    // each seed has an untrained encoder of its own, at which its curve begins: a line for one would mislead of the others
    untrained: alone ? first.untrained : null,
    place,
  };
}
