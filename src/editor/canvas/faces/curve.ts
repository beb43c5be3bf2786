import { scheduleValue, type Schedule } from '../../../ir/schedule.ts';

/** Values of a schedule at `count` steps spread evenly over a run, the first and the last among them. */
export function scheduleCurve(schedule: Schedule, steps: number, count: number): readonly number[] {
  const last = Math.max(0, steps - 1);
  const points = Math.max(2, Math.min(count, steps));
  return Array.from({ length: points }, (_, i) =>
    scheduleValue(schedule, Math.round((last * i) / (points - 1))),
  );
}

/** At most `count` values of a curve, spread evenly, the first and the last among them. */
export function thinned(values: ArrayLike<number>, count: number): readonly number[] {
  const points = Math.min(count, values.length);
  if (points < 2) return Array.from(values);
  return Array.from(
    { length: points },
    (_, i) => values[Math.round(((values.length - 1) * i) / (points - 1))]!,
  );
}

/**
 * The path of a line through the values in a box, the least at the bottom and the greatest at the top; a constant lies
 * in the middle. Values that are no numbers leave a gap. Empty where there is nothing to draw a line between.
 */
export function curvePath(values: readonly number[], width: number, height: number): string {
  const known = values.filter(Number.isFinite);
  if (known.length < 2) return '';
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  const y = (value: number) => (range === 0 ? height / 2 : height - ((value - low) / range) * height);
  let pen = 'M';
  return values
    .map((value, i) => {
      if (!Number.isFinite(value)) {
        pen = 'M';
        return '';
      }
      const point = `${pen}${((width * i) / (values.length - 1)).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
      return point;
    })
    .join('');
}
