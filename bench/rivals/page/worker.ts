/** Takes a task's steps in a browser's worker, where the app trains too. */
// rivals by hand need gradients, and nothing else of the package that has everything
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { expose } from 'comlink';
import { wasmUrls } from '../../../src/app/wasm-urls.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { browserThreads } from '../../../workers/kernels/wasm/browser-threads.ts';
import type { BackendName } from '../../../workers/protocol.ts';
import type { Times } from '../../rival.ts';
import { countCommands } from '../count-commands.ts';
import { openStep, type Job } from '../open-step.ts';
import { allDrivers, type Surroundings } from '../start-backend.ts';
import { timeSteps, type OneStep } from '../time-steps.ts';

/** A backend as this browser has it. */
export interface FoundBackend {
  readonly backend: BackendName;
  readonly usable: boolean;
  /** Emulates a graphics device on the processor. */
  readonly software: boolean;
  readonly detail: string;
}

let step: OneStep | null = null;
let commands: ReturnType<typeof countCommands> | undefined;
/** What the device refused: tfjs would go on with wrong numbers. */
let problem: Diagnostic | null = null;
const surroundings: Surroundings = {
  wasmPaths: { ...wasmUrls },
  host: browserThreads(wasmUrls['tfjs-backend-wasm-simd.wasm']!),
  report: (one) => (problem ??= one),
};

function refuse(): void {
  if (problem) throw new Error(`${problem.code}: ${problem.message}`);
}

const rival = {
  /** Looks for all backends, without starting any. */
  detect: (): Promise<FoundBackend[]> =>
    Promise.all(
      allDrivers(surroundings).map(async (driver) => ({
        backend: driver.backend,
        ...(await driver.detect()),
      })),
    ),
  open: async (job: Job): Promise<void> => {
    if (job.backend === 'webgpu') commands = countCommands();
    step = await openStep(job, surroundings);
    refuse();
  },
  run: async (steps: number): Promise<Times> => {
    if (!step) throw new Error('it was not opened');
    const times = await timeSteps(step, steps, commands);
    refuse();
    return times;
  },
};
export type PageRival = typeof rival;

expose(rival);
