import { METRICS, type MetricId } from '../../ir/metrics.ts';
import { BETTER, type RunMeasurements } from './run-measurements.ts';

/** Means of the first and the last tenth of the run, and whether the difference exceeds the noise from step to step. */
export function lossChange(losses: RunMeasurements['losses']) {
  const count = Math.min(losses.length, Math.max(5, Math.floor(losses.length / 10)));
  const values = losses.map(({ loss }) => loss);
  const mean = (part: readonly number[]): number => part.reduce((sum, x) => sum + x, 0) / part.length;
  const last = values.slice(-count);
  const start = mean(values.slice(0, count));
  const end = mean(last);
  // of neighbouring steps, so that a trend does not count as noise
  const steps = last.slice(1).map((x, i) => (x - last[i]!) ** 2 / 2);
  const noise = steps.length > 0 ? Math.sqrt((2 * mean(steps)) / count) : 0;
  return { start, end, fell: start - end > Math.max(3 * noise, 0.005 * Math.abs(start)) };
}

/** Each retrieval metric at the end and before training, where both are known. */
export function retrievalChanges({ retrieval, untrained }: RunMeasurements) {
  const last = retrieval.at(-1)?.metrics ?? {};
  const ids = (Object.keys(METRICS) as MetricId[]).filter((id) => METRICS[id].measurement === 'retrieval');
  return ids.flatMap((id) => {
    const before = untrained?.[id];
    const now = last[id];
    return before === undefined || now === undefined ? [] : [{ id, before, now, change: now - before }];
  });
}

/** Whether features find neighbours better than those of the untrained encoder. */
export function findsBetter(run: RunMeasurements): boolean {
  return retrievalChanges(run).some(({ change }) => change > BETTER);
}
