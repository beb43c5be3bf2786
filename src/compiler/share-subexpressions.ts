import { hashJson, mix } from '../base/hash-json.ts';
import { sameJson } from '../base/same-json.ts';
import type { Operation } from '../ir/operation.ts';
import type { ValueMap } from '../ir/value-map.ts';
import { valueNumber } from '../ir/value-number.ts';
import type { ValueId } from '../ir/value.ts';

/**
 * Common subexpressions: every operation is a pure function, so two with equal inputs and attributes are one. Constants among
 * them: each is interned. `merged` takes down which value stands for which.
 */
export function shareSubexpressions(
  operations: readonly Operation[],
  merged: ValueMap<ValueId>,
): Operation[] {
  /** The operations kept, by their hash; those with the same one as a list. */
  const seen = new Map<number, Operation | Operation[]>();
  const kept: Operation[] = [];
  for (const before of operations) {
    const operation = renameInputs(before, merged);
    const hash = hashOf(operation);
    const found = seen.get(hash);
    const first = Array.isArray(found)
      ? found.find((other) => isSame(other, operation))
      : found && isSame(found, operation)
        ? found
        : undefined;
    if (first) {
      for (const [i, id] of operation.outputs.entries()) merged.set(id, first.outputs[i]!);
      continue;
    }
    kept.push(operation);
    if (found === undefined) seen.set(hash, operation);
    else if (Array.isArray(found)) found.push(operation);
    else seen.set(hash, [found, operation]);
  }
  return kept;
}

/** The operation with what its inputs were merged into; itself where they stayed as they were. */
function renameInputs(operation: Operation, merged: ValueMap<ValueId>): Operation {
  const { inputs } = operation;
  if (!inputs.some((id) => merged.has(id))) return operation;
  return { ...operation, inputs: inputs.map((id) => merged.get(id) ?? id) } as Operation;
}

function hashOf({ name, inputs, attributes }: Operation): number {
  let hash = hashJson(0, name);
  for (const id of inputs) {
    const number = valueNumber(id);
    hash = number < 0 ? hashJson(hash, id) : mix(hash, number);
  }
  return hashJson(hash, attributes);
}

function isSame(a: Operation, b: Operation): boolean {
  return a.name === b.name && sameJson(a.inputs, b.inputs) && sameJson(a.attributes, b.attributes);
}
