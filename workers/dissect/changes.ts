import { sizeOf, type ValueId } from '../../src/ir/value.ts';
import type { Program } from '../../src/ir/program.ts';
import type { Change, HostTensor } from '../protocol.ts';

/** L2 norm of the numbers, or of their differences from others, in float64. */
export function normOf(data: ArrayLike<number>, from?: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < data.length; i++) squares += (data[i]! - (from?.[i] ?? 0)) ** 2;
  return Math.sqrt(squares);
}

type Kept = Pick<Change, 'id' | 'node' | 'name' | 'role'> & { readonly shape: readonly number[] };

/**
 * What a step writes, in the order of its commits.
 *
 * @param before weights and states at the step's start
 * @param after norms of what is committed and of its difference, by target
 * @param gradients norms of the weights' gradients
 */
export function changesOf(
  { weights, states, commits }: Program,
  before: Readonly<Record<ValueId, HostTensor>>,
  after: ReadonlyMap<ValueId, { readonly after: number; readonly change: number }>,
  gradients: ReadonlyMap<ValueId, number>,
): Change[] {
  const kept = new Map<ValueId, Kept>();
  for (const weight of weights) kept.set(weight.id, weight);
  for (const state of states) kept.set(state.id, { ...state, role: 'state' });
  return commits.flatMap(({ target }) => {
    const [of, norms] = [kept.get(target), after.get(target)];
    if (!of || !norms) return [];
    const { id, node, name, shape, role } = of;
    const gradient = gradients.get(id) ?? null;
    return [
      { id, node, name, role, size: sizeOf(shape), before: normOf(before[id]!.data), ...norms, gradient },
    ];
  });
}
