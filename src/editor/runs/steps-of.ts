import type { KeptRun } from '../../runtime/kept/kept-run.ts';

/** `40`, or `12 of 40` of a run that did not come to its end. */
export function stepsOf({ step, steps }: Pick<KeptRun, 'step' | 'steps'>): string {
  return step === steps ? String(step) : `${step} of ${steps}`;
}
