import type { MetricId } from '../../ir/metrics.ts';
import { EARLIEST, type Metrics, type MetricSeries } from './run-measurements.ts';

/** The last two measurements worth judging: what holds of both is no passing dip. */
export function lately(series: MetricSeries): readonly Metrics[] {
  return series
    .filter(({ step }) => step >= EARLIEST)
    .slice(-2)
    .map(({ metrics }) => metrics);
}

/** Whether a metric was measured lately and both times was as described. */
export function allLately(series: MetricSeries, id: MetricId, is: (value: number) => boolean): boolean {
  const points = lately(series);
  return points.length > 0 && points.every(({ [id]: value }) => value !== undefined && is(value));
}
