import type { Job, Way } from './open-step.ts';
import { taskProgram, type Task } from './task.ts';

/** The arguments of a rival's process: the way, and the task as JSON. It trains on the processor. */
export function readJob([way, json]: readonly string[]): Job {
  const task = JSON.parse(json ?? 'null') as Task;
  return { way: way as Way, backend: 'wasm', task, program: taskProgram(task) };
}
