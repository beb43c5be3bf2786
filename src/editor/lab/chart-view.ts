import type { Series } from '../../runtime/series.ts';
import { seriesSteps, seriesValues } from '../../runtime/series.ts';
import type { Chart } from './chart-list.ts';

/** How a person looks at a chart. */
export interface ChartView {
  /** A logarithmic axis of values. */
  readonly log: boolean;
  /** Exponential means in place of the single values. */
  readonly smooth: boolean;
}

export const PLAIN_VIEW: ChartView = { log: false, smooth: false };

/** Weight of what came before in a smoothed value. */
const KEPT = 0.9;

/** Steps and exponential means of the values, which begin at the first value as if it had always been so. */
export function smoothed(series: Series): { readonly x: Float64Array; readonly y: Float64Array } {
  const y = new Float64Array(series.length);
  let sum = 0;
  let weight = 0;
  for (const [i, value] of seriesValues(series).entries()) {
    sum = KEPT * sum + (1 - KEPT) * value;
    weight = KEPT * weight + (1 - KEPT);
    y[i] = sum / weight;
  }
  return { x: seriesSteps(series), y };
}

/** Whether all that a chart shows is above 0. */
export function fitsLog({ curves, healthy, most }: Chart): boolean {
  const lines = [healthy, ...most.map(({ value }) => value), ...curves.map(({ untrained }) => untrained)];
  return (
    lines.every((value) => value === null || value > 0) &&
    curves.every(({ series, band }) =>
      [series, ...(band ? [band.low] : [])].every((one) => seriesValues(one).every((value) => value > 0)),
    )
  );
}
