import { seriesSteps, seriesValues, type Series } from '../../runtime/series.ts';

export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export function pointsOf(series: Series): Points {
  return { x: seriesSteps(series), y: seriesValues(series) };
}

/**
 * A curve thinned to at most `limit` points for drawing: of each stretch its least and its greatest value are kept in
 * the order in which they came, so peaks stay. One pass over the points; a short curve is handed on as it is.
 */
export function decimate(points: Points, limit: number): Points {
  const { x: steps, y: values } = points;
  if (steps.length <= limit) return points;
  const stretches = Math.max(1, Math.floor(limit / 2));
  const x = new Float64Array(stretches * 2);
  const y = new Float64Array(stretches * 2);
  let count = 0;
  for (let stretch = 0; stretch < stretches; stretch++) {
    const begin = Math.floor((stretch * steps.length) / stretches);
    const end = Math.floor(((stretch + 1) * steps.length) / stretches);
    let least = begin;
    let greatest = begin;
    for (let i = begin + 1; i < end; i++) {
      if (values[i]! < values[least]!) least = i;
      if (values[i]! > values[greatest]!) greatest = i;
    }
    // the newest point is what a person compares with the number beside it
    if (stretch === stretches - 1) {
      if (least < greatest) greatest = end - 1;
      else least = end - 1;
    }
    for (const i of least < greatest ? [least, greatest] : least > greatest ? [greatest, least] : [least]) {
      x[count] = steps[i]!;
      y[count] = values[i]!;
      count += 1;
    }
  }
  return { x: x.subarray(0, count), y: y.subarray(0, count) };
}
