import type { Schedule } from '../../ir/schedule.ts';
import { literal } from './literal.ts';
import * as library from './library/schedules.ts';
import type { Snippet } from '../snippet.ts';

/**
 * A schedule's value at `step` as an expression. A course over the whole run takes its length from the expression `steps`, so that a
 * longer run stretches it.
 */
export function scheduleText(schedule: Schedule, steps: string, use: (snippet: Snippet) => unknown): string {
  switch (schedule.kind) {
    case 'constant':
      return literal(schedule.value);
    case 'cosine':
    case 'linear':
      use(library[schedule.kind]);
      return `${schedule.kind}(step, ${steps}, ${literal(schedule.start)}, ${literal(schedule.end)})`;
    case 'cosineWarmup': {
      const { warmupSteps, base, final } = schedule;
      use(library.warmupCosine);
      return `warmup_cosine(step, ${steps}, ${warmupSteps}, ${literal(base)}, ${literal(final)})`;
    }
    case 'milestones': {
      const { warmupSteps, base, factor, at } = schedule;
      use(library.warmupMilestones);
      return `warmup_milestones(step, ${warmupSteps}, ${literal(base)}, ${literal(factor)}, ${literal(at)})`;
    }
    default:
      throw new Error(`no course of ${schedule.kind} is exported`);
  }
}
