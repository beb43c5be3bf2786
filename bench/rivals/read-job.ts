import type { Job, Way } from './open-step.ts';
import type { Workload } from './workload.ts';
import { workloadProgram } from './workload-program.ts';

/** The arguments of a rival's process: the way, and the workload as JSON. */
export function readJob([way, json]: readonly string[]): Job {
  const workload = JSON.parse(json ?? 'null') as Workload;
  return { way: way as Way, workload, program: way === 'compiled' ? workloadProgram(workload) : null };
}
