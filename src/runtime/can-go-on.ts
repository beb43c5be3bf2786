import type { Program } from '../ir/program.ts';
import { fitsCheckpoint } from './fits-checkpoint.ts';
import type { RunState } from './run-state.ts';

/**
 * Whether a run that rests can go on, with `program` from the weights it has: steps remain, and the program has weights
 * of the checkpoint in their shapes.
 */
export function canGoOn(run: RunState, program: Program): boolean {
  const { status, checkpoint } = run;
  if (status !== 'paused' && status !== 'failed' && status !== 'finished') return false;
  return checkpoint !== null && checkpoint.step < program.steps && fitsCheckpoint(program, checkpoint);
}
