import { env, ready, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { Program } from '../../src/ir/program.ts';
import { startWasmBackend, type WasmPaths } from '../../workers/kernels/wasm/start-wasm-backend.ts';
import { compiledStep } from './compiled-step.ts';
import { handWrittenStep } from './hand-written-step.ts';
import { registerComposedGradients } from './register-composed-gradients.ts';
import type { OneStep } from './time-steps.ts';
import type { Workload } from './workload.ts';

/** Who takes the step: `ours` is tfjs by hand on our kernels, the others by hand on tfjs's own with composed gradients. */
export type Way = 'compiled' | 'ours' | 'filterComposed' | 'bothComposed';

export interface Job {
  readonly way: Way;
  readonly workload: Workload;
  /** The workload's, for `compiled`. */
  readonly program: Program | null;
}

/** Starts tfjs's wasm backend on one thread, here or in a browser's worker, and makes the step ready. */
export async function openStep({ way, workload, program }: Job, paths?: WasmPaths): Promise<OneStep> {
  if (way === 'compiled' || way === 'ours') {
    await startWasmBackend(paths);
    if (way === 'ours') return handWrittenStep(workload);
    if (!program) throw new Error('a compiled step needs its program');
    return compiledStep(program);
  }
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (paths !== undefined) setWasmPaths(paths);
  await setBackend('wasm');
  await ready();
  registerComposedGradients(way === 'bothComposed');
  return handWrittenStep(workload);
}
