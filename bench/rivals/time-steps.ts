import type { Times } from '../contestant.ts';

/** Runs a training step to its end, the reading of its loss included. */
export type OneStep = () => void;

/** Milliseconds of so many steps, one after another. */
export function timeSteps(step: OneStep, count: number): Times {
  const times = Array.from({ length: count }, () => {
    const begin = performance.now();
    step();
    return performance.now() - begin;
  });
  return { step: times };
}
