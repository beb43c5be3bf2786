import type { Program } from '../../src/ir/program.ts';
import type { BackendName } from '../../workers/protocol.ts';
import { compiledStep } from './compiled-step.ts';
import { handWrittenStep } from './hand-written-step.ts';
import { methodStep } from './methods/method-step.ts';
import { registerComposedGradients } from './register-composed-gradients.ts';
import { startOurs, startStock, type Surroundings } from './start-backend.ts';
import type { Task } from './task.ts';
import type { OneStep } from './time-steps.ts';

/**
 * Who takes the step: our program; tfjs by hand on our kernels (`ours`); by hand on tfjs as it comes, with the gradients of
 * convolutions that its wasm backend lacks composed (`filterComposed`, `bothComposed`) or not (`stock`); and jax-js, which has a worker of its own.
 */
export type Way = 'compiled' | 'ours' | 'stock' | 'filterComposed' | 'bothComposed' | 'jax';

export interface Job {
  readonly way: Way;
  readonly backend: BackendName;
  readonly task: Task;
  /** The task's. */
  readonly program: Program;
  /** Of our kernels in WASM; one where it is left out. */
  readonly threads?: number;
}

const SEED = 1;

/** Starts the backend, here or in a browser's worker, and makes the step ready. Rejects with the reason where it cannot. */
export async function openStep(
  { way, backend, task, program, threads = 1 }: Job,
  surroundings: Surroundings,
): Promise<OneStep> {
  if (way === 'jax') throw new Error('jax-js has a worker of its own');
  if (way === 'compiled' || way === 'ours') await startOurs(backend, surroundings, threads);
  else await startStock(backend, surroundings);
  if (way === 'compiled') return compiledStep(program, backend, SEED);
  if (way === 'filterComposed' || way === 'bothComposed') registerComposedGradients(way === 'bothComposed');
  return task.kind === 'workload' ? handWrittenStep(task.workload) : methodStep(task.name, program, SEED);
}
