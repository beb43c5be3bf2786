import { failure, success } from '../../src/base/outcome.ts';
import { diagnose, type Checked } from '../../src/diagnostics/diagnostic.ts';
import type { Program } from '../../src/ir/program.ts';
import { formatShape, sameShape, sizeOf, type ValueId } from '../../src/ir/value.ts';
import { initialValues } from '../../src/ir/initial-values.ts';
import type { Checkpoint, HostTensor } from '../protocol.ts';

/**
 * Weights and states to go on from: those of the checkpoint where it has them, initial ones otherwise.
 * Fails with RUN_BAD_CHECKPOINT where a tensor has another shape than the program's.
 */
export function checkpointValues(
  program: Pick<Program, 'weights' | 'states'>,
  { seed, tensors }: Checkpoint,
): Checked<Record<ValueId, HostTensor>> {
  const kept = [...program.weights, ...program.states];
  // drawing random numbers for every weight takes longer than all the rest
  const known = kept.every(({ id }) => tensors[id]);
  const values: Record<ValueId, HostTensor> = known ? {} : initialValues(program, seed);
  const problems: string[] = [];
  for (const { id, shape } of kept) {
    const saved = tensors[id];
    if (!saved) continue;
    if (sameShape(saved.shape, shape) && saved.data.length === sizeOf(shape)) values[id] = saved;
    else
      problems.push(`“${id}” is ${formatShape(saved.shape)} in it and ${formatShape(shape)} in the drawing`);
  }
  if (problems.length === 0) return success(values);
  return failure(problems.map((detail) => diagnose('RUN_BAD_CHECKPOINT', { detail })));
}
