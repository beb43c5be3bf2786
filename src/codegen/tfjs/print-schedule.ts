import type { Schedule } from '../../ir/schedule.ts';
import { listCode, numberCode, type Expression } from './expression.ts';

/** A schedule as a number that depends on `step`. */
export function printSchedule(schedule: Schedule, use: (helper: string) => string): Expression {
  const n = numberCode;
  const code = ((): string => {
    switch (schedule.kind) {
      case 'constant':
        return n(schedule.value);
      case 'cosine':
        return `${use('halfCosine')}(step, ${n(schedule.start)}, ${n(schedule.end)}, ${n(schedule.steps)})`;
      case 'linear':
        return `${use('straightLine')}(step, ${n(schedule.start)}, ${n(schedule.end)}, ${n(schedule.steps)})`;
      case 'cosineWarmup': {
        const { base, final, steps, warmupSteps } = schedule;
        return `${use('cosineWithWarmup')}(step, { base: ${n(base)}, final: ${n(final)}, steps: ${n(steps)}, warmup: ${n(warmupSteps)} })`;
      }
      case 'milestones': {
        const { base, factor, at, warmupSteps } = schedule;
        return `${use('milestones')}(step, { base: ${n(base)}, factor: ${n(factor)}, at: ${listCode(at)}, warmup: ${n(warmupSteps)} })`;
      }
      case 'from':
        return `Number(step >= ${n(schedule.step)})`;
      case 'every':
        return `Number((step + 1) % ${n(schedule.steps)} === 0)`;
      case 'biasCorrection':
        return `${use('biasCorrection')}(step, ${n(schedule.beta)}${schedule.from ? `, ${n(schedule.from)}` : ''})`;
    }
  })();
  return { code, isNumber: true };
}
