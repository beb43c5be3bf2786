import type { Job, Way } from './open-step.ts';
import { taskProgram, type Task } from './task.ts';

/** The arguments of a rival's process: the way, the task as JSON, and the threads. It trains on the processor. */
export function readJob([way, json, threads]: readonly string[]): Job {
  const task = JSON.parse(json ?? 'null') as Task;
  const program = taskProgram(task);
  return { way: way as Way, backend: 'wasm', task, program, threads: Number(threads ?? 1) };
}
