/** Takes a workload's steps in a browser's worker, where the app trains too. */
import { expose } from 'comlink';
import { wasmUrls } from '../../../src/app/wasm-urls.ts';
import type { Times } from '../../contestant.ts';
import { openStep, type Job } from '../open-step.ts';
import { timeSteps, type OneStep } from '../time-steps.ts';

let step: OneStep | null = null;

const rival = {
  open: async (job: Job): Promise<void> => {
    step = await openStep(job, wasmUrls);
  },
  run: (steps: number): Times => {
    if (!step) throw new Error('it was not opened');
    return timeSteps(step, steps);
  },
};
export type PageRival = typeof rival;

expose(rival);
