import type { TimedPicture } from '../../../runtime/run-state.ts';

/** `untrained`, or `step 40`. */
export function pictureName({ step }: Pick<TimedPicture, 'step'>): string {
  return step === 0 ? 'untrained' : `step ${step}`;
}
