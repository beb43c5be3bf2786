import { z } from 'zod';
import type { UnlabelDocument } from '../../document/schema.ts';
import { curveSchema } from './curve-schema.ts';
import { MAX_NAME, MAX_NOTE } from './limits.ts';

export const KEPT_RUN_VERSION = 1;

const name = z
  .string()
  .min(1)
  .max(MAX_NAME)
  .refine((text) => !(text in {}), 'the name is reserved');
const curves = z.record(name, curveSchema);
const count = z.number().int().min(0).max(10_000_000);

/** A run as it is kept in the browser and in a file: JSON, whose document is checked by `parseDocument`'s rules. */
export const keptRunSchema = z.strictObject({
  format: z.literal('unlabel-run'),
  version: z.literal(KEPT_RUN_VERSION),
  id: z.string().regex(/^[\w-]{1,64}$/, 'it must be an id of letters, digits, “-” and “_”'),
  name: z.string().max(MAX_NAME),
  note: z.string().max(MAX_NOTE),
  /** Does not leave for newer runs. */
  pinned: z.boolean(),
  /** Milliseconds since 1970. */
  savedAt: z.number().min(0).max(8.64e15),
  document: z.unknown(),
  preset: z.string().max(64).nullable(),
  /** Of the compiled program, as `hashProgram` gives it: another Unlabel may make another one of the drawing. */
  program: z.string().max(200),
  seed: z.number().int().min(0).max(0xffffffff),
  /** Steps it was to have, and those it has. */
  steps: count,
  step: count,
  /** How it stood: at its end, stopped by a person, ended by a fault, or still under way. */
  end: z.enum(['complete', 'stopped', 'failed', 'going']),
  /** Drawing, steps or backend were changed on the way, or it began with loaded weights: no drawing and seed give these curves. */
  mixed: z.boolean(),
  backend: z
    .strictObject({
      backend: z.enum(['webgpu', 'webgl', 'wasm', 'cpu']),
      threads: z.number().int().min(1).max(1024),
    })
    .nullable(),
  stepsPerSecond: z.number().min(0).nullable(),
  fingerprint: z.string().max(100).nullable(),
  probes: z
    .array(
      z.strictObject({
        node: z.string().min(1).max(2_200),
        title: z.string().max(500),
        measurement: z.string().max(64),
        every: z.number().int().min(1),
      }),
    )
    .max(1_000),
  loss: curveSchema,
  /** By optimiser, where there are several. */
  losses: curves,
  learningRate: curveSchema,
  measured: z.record(
    z.string().max(2_200),
    z.strictObject({ metrics: curves, untrained: z.record(name, z.number()) }),
  ),
  verdict: z.strictObject({
    kind: z.enum([
      'healthy',
      'complete collapse',
      'dimensional collapse',
      'cluster collapse',
      'diverged',
      'not learning',
      'too early',
    ]),
    evidence: z.array(z.string().max(2_000)).max(100),
  }),
});

/** A run that can be shown, compared and trained again. */
export type KeptRun = Readonly<
  Omit<z.output<typeof keptRunSchema>, 'document'> & { readonly document: UnlabelDocument }
>;
