import type { Program } from '../../src/ir/program.ts';
import type { MethodName } from './methods/names.ts';
import { templateProgram } from './template-program.ts';
import type { Workload } from './workload.ts';
import { workloadProgram } from './workload-program.ts';

/** What rivals train: a fixed network, or a template in its preset `browser`. */
export type Task =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'template'; readonly name: MethodName };

/** Steps of a run that no benchmark reaches the end of. */
const ENDLESS = 1_000_000;

export function taskProgram(task: Task): Program {
  return task.kind === 'workload'
    ? workloadProgram(task.workload)
    : templateProgram(task.name, { steps: ENDLESS });
}
