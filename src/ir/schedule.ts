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
  /** 1 − βᵗ with t = step + 1: the bias correction of Adam (Kingma and Ba 2015, algorithm 1). */
  | { readonly kind: 'biasCorrection'; readonly beta: number };

/** The value at `step`; after the last step it stays where it ended. */
export function scheduleValue(schedule: Schedule, step: number): number {
  assert(step >= 0, 'a step is not negative');
  switch (schedule.kind) {
    case 'constant':
      return schedule.value;
    case 'biasCorrection':
      return 1 - Math.pow(schedule.beta, step + 1);
    case 'cosine':
      return cosineBetween(schedule.start, schedule.end, step, schedule.steps);
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
