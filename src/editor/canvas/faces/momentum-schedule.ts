import type { Schedule } from '../../../ir/schedule.ts';

/** The course of an EMA's momentum over a run, as its parameters say; null where they say none. */
export function momentumSchedule(params: Readonly<Record<string, unknown>>, steps: number): Schedule | null {
  const { momentum: start, finalMomentum: end, schedule } = params;
  if (typeof start !== 'number') return null;
  if (schedule === 'constant') return { kind: 'constant', value: start };
  if ((schedule === 'cosine' || schedule === 'linear') && typeof end === 'number') {
    return { kind: schedule, steps, start, end };
  }
  return null;
}
