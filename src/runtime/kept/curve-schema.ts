import { z } from 'zod';
import { NOT_FINITE, type KeptCurve, type KeptValue } from './curve.ts';

const isValue = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value === 'string' && Object.hasOwn(NOT_FINITE, value);
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

/** Of a `KeptCurve`, which other code need not bring the library for. */
export const curveSchema: z.ZodType<KeptCurve> = z
  .union([
    z.strictObject({ steps, values }),
    z.strictObject({ first: z.number().int().min(0).max(MOST), values }),
  ])
  .refine((curve) => !('steps' in curve) || curve.steps.length === curve.values.length, {
    error: 'it must have as many steps as values',
  });
