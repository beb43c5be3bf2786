import type { Checkpoint } from '../../workers/protocol.ts';
import type { Program } from '../ir/program.ts';

/** Whether the program can begin with the checkpoint: it has weights of it, and those in their shapes. */
export function fitsCheckpoint({ weights }: Pick<Program, 'weights'>, { tensors }: Checkpoint): boolean {
  const known = weights.filter(({ id }) => tensors[id] !== undefined);
  const sameShape = known.every(({ id, shape }) => tensors[id]!.shape.join('×') === shape.join('×'));
  return known.length > 0 && sameShape;
}
