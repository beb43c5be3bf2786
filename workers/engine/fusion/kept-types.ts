import type { Program } from '../../../src/ir/program.ts';
import type { ValueId, ValueType } from '../../../src/ir/value.ts';

/** The types of a program's weights and states. */
export function keptTypes({
  weights,
  states,
}: Pick<Program, 'weights' | 'states'>): (id: ValueId) => ValueType | undefined {
  const types = new Map<ValueId, ValueType>(
    [...weights, ...states].map(({ id, shape }) => [id, { shape, dtype: 'float32' }]),
  );
  return (id) => types.get(id);
}
