import { csv } from '../../base/csv.ts';
import { alignCurves } from './align-curves.ts';
import type { Chart } from './chart-list.ts';
import { pointsOf } from './decimate.ts';

/**
 * The curves of a chart as comma-separated values, every point of them: one row a step, nothing where a curve has none there. A
 * mean of seeds comes with its least, its greatest and each of the seeds.
 */
export function chartCsv({ curves }: Chart): string {
  const columns = curves.flatMap(({ label, series, band }) => [
    { label, series },
    ...(band
      ? [
          { label: `${label}, least`, series: band.low },
          { label: `${label}, greatest`, series: band.high },
          ...band.seeds.map((seed) => ({ ...seed, label: `${label}, ${seed.label}` })),
        ]
      : []),
  ]);
  const [steps, ...values] = alignCurves(columns.map(({ series }) => pointsOf(series)));
  const head = ['step', ...columns.map(({ label }) => label)];
  return csv([head, ...steps.map((step, i) => [step, ...values.map((column) => column[i] ?? '')])]);
}
