import type { NamedCurve } from '../../analysis/compare-curves.ts';
import type { RunState } from '../../runtime/run-state.ts';
import { seriesSteps, seriesValues } from '../../runtime/series.ts';

/** The loss and all metrics of a run, named so that those of two runs can be compared. */
export function curvesOf({ loss, probes }: RunState): readonly NamedCurve[] {
  const metrics = Object.entries(probes).flatMap(([node, { metrics }]) =>
    Object.entries(metrics).map(([metric, series]) => ({ name: `${metric} (${node})`, series })),
  );
  return [{ name: 'loss', series: loss }, ...metrics].map(({ name, series }) => ({
    name,
    steps: seriesSteps(series),
    values: seriesValues(series),
  }));
}
