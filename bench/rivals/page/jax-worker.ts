/** Takes a task's steps in jax-js. A worker of its own, so that jax-js is in no build of the app. */
import { expose } from 'comlink';
import type { Times } from '../../rival.ts';
import { jaxMethodStep } from '../jax/method-step.ts';
import { jaxStep } from '../jax/workload-step.ts';
import type { Job } from '../open-step.ts';
import { timeSteps, type OneStep } from '../time-steps.ts';

const SEED = 1;
let step: OneStep | null = null;

expose({
  open: async ({ task, program }: Job): Promise<void> => {
    step =
      task.kind === 'workload'
        ? await jaxStep(task.workload, program, SEED)
        : await jaxMethodStep(task.name, program, SEED);
  },
  run: (steps: number): Promise<Times> => {
    if (!step) throw new Error('it was not opened');
    return timeSteps(step, steps);
  },
});
