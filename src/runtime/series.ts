/**
 * A curve that only grows: values by step, in rising order of step.
 *
 * Snapshots share one buffer: appending writes behind the end of the older snapshot, which never reads there, so a curve
 * of 10⁵ points costs amortised constant time a point and old snapshots stay as they were. Whoever appends to a
 * snapshot that is no longer the newest gets a copy.
 */
export interface Series {
  readonly length: number;
  readonly storage: SeriesStorage;
}

interface SeriesStorage {
  steps: Float64Array;
  values: Float64Array;
  /** How many points the newest snapshot on this storage has. */
  used: number;
}

const FIRST_CAPACITY = 64;

function allocate(capacity: number): SeriesStorage {
  return { steps: new Float64Array(capacity), values: new Float64Array(capacity), used: 0 };
}

export const EMPTY_SERIES: Series = { length: 0, storage: allocate(0) };

/** A curve of points that are there already, in rising order of step. The arrays are the curve's from now on. */
export function seriesOf(steps: Float64Array, values: Float64Array): Series {
  return { length: values.length, storage: { steps, values, used: values.length } };
}

/** The curve with one more point; points at or after `step` are dropped first, as a replayed step replaces them. */
export function appendPoint(series: Series, step: number, value: number): Series {
  const { length, storage } = truncateSeries(series, step);
  let target = storage;
  if (storage.used !== length || length === storage.steps.length) {
    target = allocate(Math.max(FIRST_CAPACITY, length * 2));
    target.steps.set(storage.steps.subarray(0, length));
    target.values.set(storage.values.subarray(0, length));
  }
  target.steps[length] = step;
  target.values[length] = value;
  target.used = length + 1;
  return { length: length + 1, storage: target };
}

/** The curve without its points at or after `step`. */
export function truncateSeries(series: Series, step: number): Series {
  let length = series.length;
  while (length > 0 && series.storage.steps[length - 1]! >= step) length -= 1;
  return length === series.length ? series : { length, storage: series.storage };
}

/** Steps of the points: a view, not to be written to. */
export function seriesSteps(series: Series): Float64Array {
  return series.storage.steps.subarray(0, series.length);
}

/** Values of the points: a view, not to be written to. */
export function seriesValues(series: Series): Float64Array {
  return series.storage.values.subarray(0, series.length);
}

export function lastValue(series: Series): number | null {
  return series.length > 0 ? series.storage.values[series.length - 1]! : null;
}
