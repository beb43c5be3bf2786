import { csv } from '../../base/csv.ts';
import { alignCurves } from './align-curves.ts';
import type { Chart } from './chart-list.ts';
import { pointsOf } from './decimate.ts';

/** The curves of a chart as comma-separated values, every point of them: one row a step, nothing where a curve has none there. */
export function chartCsv({ curves }: Chart): string {
  const [steps, ...values] = alignCurves(curves.map(({ series }) => pointsOf(series)));
  const head = ['step', ...curves.map(({ label }) => label)];
  return csv([head, ...steps.map((step, i) => [step, ...values.map((column) => column[i] ?? '')])]);
}
