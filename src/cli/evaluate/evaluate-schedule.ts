import { z } from 'zod';
import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { scheduleValue } from '../../ir/schedule.ts';
import type { CaseValues } from './case-result.ts';
import type { FixtureCase } from './case-schema.ts';

const steps = z.number().int().min(1).max(1_000_000);
const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), steps, value: z.number() }),
  z.strictObject({
    kind: z.literal('cosineWarmup'),
    steps,
    warmupSteps: z.number().int().min(0),
    base: z.number(),
    final: z.number(),
  }),
  z.strictObject({ kind: z.literal('cosine'), steps, start: z.number(), end: z.number() }),
  z.strictObject({ kind: z.literal('biasCorrection'), steps, beta: z.number() }),
]);

/** Whether a type of this name is evaluated here: schedules are part of optimisers, not nodes of their own. */
export function isSchedule(type: string): boolean {
  const kinds: readonly string[] = scheduleSchema.options.map(({ shape }) => shape.kind.value);
  return type.startsWith('schedule.') && kinds.includes(type.slice('schedule.'.length));
}

/** `schedule.<kind>`: output `values`, the number at every one of `steps` steps. */
export function evaluateSchedule({ node, params }: FixtureCase): Checked<CaseValues> {
  const parsed = scheduleSchema.safeParse({ ...params, kind: node.slice('schedule.'.length) });
  if (!parsed.success) {
    const detail = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    return failure([diagnose('RUN_BAD_FIXTURE', { detail })]);
  }
  const schedule = parsed.data;
  // float32, as the engine is fed with them
  const data = Array.from({ length: schedule.steps }, (_, step) =>
    Math.fround(scheduleValue(schedule, step)),
  );
  return success({
    outputs: { values: { shape: [schedule.steps], dtype: 'float32', data } },
    grads: {},
    state: {},
  });
}
