import { z } from 'zod';
import { seriesOf, seriesSteps, seriesValues, type Series } from '../series.ts';

/** What JSON has no number for. */
const NOT_FINITE = { NaN, Infinity, '-Infinity': -Infinity } as const;
type KeptValue = number | keyof typeof NOT_FINITE;

const isValue = (value: unknown): boolean =>
  typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && value in NOT_FINITE;
const isStep = (value: unknown, i: number, all: readonly unknown[]): boolean =>
  Number.isInteger(value) &&
  (value as number) >= 0 &&
  (i === 0 || (value as number) > (all[i - 1] as number));

/** So many points a curve has at most: ten million steps are the most a run has. */
const MOST = 10_000_000;

// a schema for each of a million numbers would take longer than looking at them
const values = z.custom<readonly KeptValue[]>(
  (list) => Array.isArray(list) && list.length <= MOST && list.every(isValue),
  'it must be a list of numbers',
);
const steps = z.custom<readonly number[]>(
  (list) => Array.isArray(list) && list.length <= MOST && list.every(isStep),
  'it must be a list of whole numbers in rising order',
);

/** A curve as JSON; `first` in place of `steps`: every step from there on. Numbers come back in every bit. */
export const curveSchema = z
  .union([
    z.strictObject({ steps, values }),
    z.strictObject({ first: z.number().int().min(0).max(MOST), values }),
  ])
  .refine((curve) => !('steps' in curve) || curve.steps.length === curve.values.length, {
    error: 'it must have as many steps as values',
  });

export type KeptCurve = z.output<typeof curveSchema>;

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
