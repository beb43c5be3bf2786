import { z } from 'zod';
import { sizeOf } from '../../ir/value.ts';

/** A tensor in a fixture file: numbers in row-major order. */
const numbers = z
  .object({
    shape: z.array(z.number().int().min(0)),
    dtype: z.enum(['float32', 'int32']),
    data: z.array(z.number()),
  })
  .refine(
    ({ shape, data }) => data.length === sizeOf(shape),
    'there are not as many numbers as the shape has',
  );

const named = z.record(z.string(), numbers);

/** One case: a node's type, its parameters and what it is given. What is expected of it is for the reader to compare. */
export const caseSchema = z.object({
  id: z.string(),
  node: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
  inputs: named.default({}),
  state: named.default({}),
  tolerance: z.number().optional(),
  expect: z
    .object({ outputs: named.default({}), grads: named.default({}), state: named.default({}) })
    .optional(),
});

export const fixtureFileSchema = z.object({
  format: z.literal('unlabel-fixtures/1'),
  cases: z.array(z.looseObject({ id: z.string() })),
});

export type FixtureTensor = z.output<typeof numbers>;
export type FixtureCase = z.output<typeof caseSchema>;
