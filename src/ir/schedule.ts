import { assert } from '../base/assert.ts';

/** A number that depends on the step alone; computed on the host and fed as a scalar. Steps count from 0. */
export type Schedule =
  | { readonly kind: 'constant'; readonly value: number }
  /** Linear warm-up to `base` over `warmupSteps`, then half a cosine down to `final` (Loshchilov and Hutter 2017). */
  | {
      readonly kind: 'cosineWarmup';
      readonly steps: number;
      readonly warmupSteps: number;
      readonly base: number;
      readonly final: number;
    }
  /** Half a cosine from `start` to `end`, as the momentum of BYOL and DINO rises. */
  | { readonly kind: 'cosine'; readonly steps: number; readonly start: number; readonly end: number }
  /** A straight line from `start` to `end`, as the teacher's temperature of DINO is warmed up. */
  | { readonly kind: 'linear'; readonly steps: number; readonly start: number; readonly end: number }
  /** Linear warm-up to `base`, times `factor` from each of the steps `at` on (the step schedule of He et al. 2016). */
  | {
      readonly kind: 'milestones';
      readonly warmupSteps: number;
      readonly base: number;
      readonly factor: number;
      readonly at: readonly number[];
    }
  /** A switch: 0 before `step`, 1 from it on. */
  | { readonly kind: 'from'; readonly step: number }
  /** A pulse: 1 in each `steps`-th step (the first of them is step `steps` − 1), else 0. */
  | { readonly kind: 'every'; readonly steps: number }
  /**
   * 1 − βᵗ with t = step − `from` + 1: the bias correction of Adam (Kingma and Ba 2015, algorithm 1) for moments that
   * begin at step `from`. Before, it is what it will be then: never 0, because one divides by it.
   */
  | { readonly kind: 'biasCorrection'; readonly beta: number; readonly from?: number };

/** The value at `step`; after the last step it stays where it ended. */
export function scheduleValue(schedule: Schedule, step: number): number {
  assert(step >= 0, 'a step is not negative');
  switch (schedule.kind) {
    case 'constant':
      return schedule.value;
    case 'biasCorrection':
      return 1 - Math.pow(schedule.beta, Math.max(1, step - (schedule.from ?? 0) + 1));
    case 'from':
      return step >= schedule.step ? 1 : 0;
    case 'every':
      return (step + 1) % schedule.steps === 0 ? 1 : 0;
    case 'linear':
      return lineBetween(schedule.start, schedule.end, step, schedule.steps);
    case 'cosine':
      return cosineBetween(schedule.start, schedule.end, step, schedule.steps);
    case 'milestones': {
      const { warmupSteps, base, factor, at } = schedule;
      if (step < warmupSteps) return (base * (step + 1)) / warmupSteps;
      return base * Math.pow(factor, at.filter((milestone) => step >= milestone).length);
    }
    case 'cosineWarmup': {
      const { steps, warmupSteps, base, final } = schedule;
      if (step < warmupSteps) return (base * (step + 1)) / warmupSteps;
      return cosineBetween(base, final, step - warmupSteps, steps - warmupSteps);
    }
  }
}

/** Half a cosine that starts at `start` and reaches `end` at the last of `steps` steps. */
function cosineBetween(start: number, end: number, step: number, steps: number): number {
  if (steps <= 1 || step >= steps - 1) return end;
  return end - ((end - start) * (Math.cos((Math.PI * step) / (steps - 1)) + 1)) / 2;
}

/** A straight line that starts at `start` and reaches `end` at the last of `steps` steps. */
function lineBetween(start: number, end: number, step: number, steps: number): number {
  if (steps <= 1 || step >= steps - 1) return end;
  return start + ((end - start) * step) / (steps - 1);
}
