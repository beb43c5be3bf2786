/** Takes a workload's steps in jax-js. A worker of its own, so that jax-js is in no build of the app. */
import { expose } from 'comlink';
import type { Times } from '../../rival.ts';
import { jaxStep } from '../jax-step.ts';
import type { Job } from '../open-step.ts';
import { timeSteps, type OneStep } from '../time-steps.ts';

const SEED = 1;
let step: OneStep | null = null;

expose({
  open: async ({ task, program }: Job): Promise<void> => {
    if (task.kind !== 'workload') throw new Error('jax-js takes workloads only');
    step = await jaxStep(task.workload, program, SEED);
  },
  run: (steps: number): Promise<Times> => {
    if (!step) throw new Error('it was not opened');
    return timeSteps(step, steps);
  },
});
