import type { Schedule } from '../../ir/schedule.ts';
import type { Snippet } from '../snippet.ts';
import { literal } from './javascript.ts';
import * as library from './library/schedules.ts';

/** A schedule's value at `step` as an expression; a course over the whole run takes its length from STEPS. */
export function scheduleCode(schedule: Schedule, use: (snippet: Snippet) => unknown): string {
  switch (schedule.kind) {
    case 'constant':
      return literal(schedule.value);
    case 'cosine':
    case 'linear': {
      const { name } = library[schedule.kind];
      use(library[schedule.kind]);
      return `${name}(step, STEPS, ${literal(schedule.start)}, ${literal(schedule.end)})`;
    }
    case 'cosineWarmup': {
      const { warmupSteps, base, final } = schedule;
      use(library.warmupCosine);
      return `warmupCosine(step, STEPS, ${warmupSteps}, ${literal(base)}, ${literal(final)})`;
    }
    case 'milestones': {
      const { warmupSteps, base, factor, at } = schedule;
      use(library.warmupMilestones);
      return `warmupMilestones(step, ${warmupSteps}, ${literal(base)}, ${literal(factor)}, ${literal(at)})`;
    }
    default:
      throw new Error(`no course of ${schedule.kind} is exported`);
  }
}
