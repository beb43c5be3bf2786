import type { Operation } from '../ir/operation.ts';
import type { ValueId } from '../ir/value.ts';

/**
 * Common subexpressions: every operation is a pure function, so two with equal inputs and attributes are one. Constants among
 * them: each is interned. `merged` takes down which value stands for which.
 */
export function shareSubexpressions(
  operations: readonly Operation[],
  merged: Map<ValueId, ValueId>,
): Operation[] {
  const seen = new Map<string, readonly ValueId[]>();
  const kept: Operation[] = [];
  for (const operation of operations) {
    const inputs = operation.inputs.map((id) => merged.get(id) ?? id);
    const key = `${operation.name}(${inputs.join()})${JSON.stringify(operation.attributes)}`;
    const first = seen.get(key);
    if (first) {
      operation.outputs.forEach((id, i) => merged.set(id, first[i]!));
    } else {
      seen.set(key, operation.outputs);
      kept.push({ ...operation, inputs } as Operation);
    }
  }
  return kept;
}
