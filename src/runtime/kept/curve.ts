import { seriesOf, seriesSteps, seriesValues, type Series } from '../series.ts';

/** What JSON has no number for. */
export const NOT_FINITE = { NaN, Infinity, '-Infinity': -Infinity } as const;
export type KeptValue = number | keyof typeof NOT_FINITE;

/** A curve as JSON; `first` in place of `steps`: every step from there on. Numbers come back in every bit. */
export type KeptCurve =
  | { readonly steps: readonly number[]; readonly values: readonly KeptValue[] }
  | { readonly first: number; readonly values: readonly KeptValue[] };

export function keptCurve(series: Series): KeptCurve {
  const steps = [...seriesSteps(series)];
  const values = Array.from(seriesValues(series), (value) =>
    Number.isFinite(value) ? value : (String(value) as keyof typeof NOT_FINITE),
  );
  const [first] = steps;
  const gapless = first !== undefined && steps.every((step, i) => step === first + i);
  return gapless ? { first, values } : { steps, values };
}

export function curveSeries(curve: KeptCurve): Series {
  const values = Float64Array.from(curve.values, (value) =>
    typeof value === 'number' ? value : NOT_FINITE[value],
  );
  const steps = 'steps' in curve ? Float64Array.from(curve.steps) : values.map((_, i) => curve.first + i);
  return seriesOf(steps, values);
}
