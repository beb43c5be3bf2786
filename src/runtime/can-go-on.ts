import type { Program } from '../ir/program.ts';
import type { RunState } from './run-state.ts';

/**
 * Whether a run that rests can go on, with `program` from the weights it has: steps remain, and the program has weights
 * of the checkpoint in their shapes.
 */
export function canGoOn(run: RunState, program: Program): boolean {
  const { status, checkpoint } = run;
  if (status !== 'paused' && status !== 'failed' && status !== 'finished') return false;
  if (!checkpoint || checkpoint.step >= program.steps) return false;
  const known = program.weights.filter(({ id }) => checkpoint.tensors[id] !== undefined);
  const sameShape = known.every(
    ({ id, shape }) => checkpoint.tensors[id]!.shape.join('×') === shape.join('×'),
  );
  return known.length > 0 && sameShape;
}
