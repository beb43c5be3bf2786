import type { Operation } from '../../ir/operation.ts';
import type { ValueId } from '../../ir/value.ts';

/**
 * The same operations, each behind those it reads from; otherwise as they were. `null` where they wait for each other in a
 * circle. With a stack of its own: a drawing may be deeper than the language's.
 */
export function arrange(operations: readonly Operation[]): Operation[] | null {
  const producer = new Map<ValueId, Operation>();
  for (const operation of operations) for (const id of operation.outputs) producer.set(id, operation);
  const arranged: Operation[] = [];
  const state = new Map<Operation, 'open' | 'done'>();
  for (const root of operations) {
    const stack = [root];
    for (let operation = stack.at(-1); operation; operation = stack.at(-1)) {
      if (state.get(operation) === 'done') {
        stack.pop();
        continue;
      }
      const waitsFor = operation.inputs.flatMap((id) => {
        const before = producer.get(id);
        return before && state.get(before) !== 'done' ? [before] : [];
      });
      if (waitsFor.length === 0) {
        state.set(operation, 'done');
        arranged.push(operation);
        stack.pop();
        continue;
      }
      if (waitsFor.some((before) => state.get(before) === 'open')) return null;
      state.set(operation, 'open');
      stack.push(...waitsFor.reverse());
    }
  }
  return arranged;
}
