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
  const kept = new DistinctOperations(operations.length);
  for (const operation of operations) {
    const renamed = renameInputs(operation, merged);
    const first = kept.add(renamed);
    if (first === renamed) continue;
    for (let i = 0; i < first.outputs.length; i++) merged.set(operation.outputs[i]!, first.outputs[i]!);
  }
  return kept.operations;
}

/** The operation with what its inputs were merged into; itself where they stayed as they were. */
function renameInputs(operation: Operation, merged: ValueMap<ValueId>): Operation {
  const { inputs } = operation;
  for (let i = 0; i < inputs.length; i++) {
    if (!merged.has(inputs[i]!)) continue;
    return { ...operation, inputs: inputs.map((id) => merged.get(id) ?? id) } as Operation;
  }
  return operation;
}

/** A hash table with open addressing: of a step's thousands of operations each is looked up once, and no key is written. */
class DistinctOperations {
  readonly operations: Operation[] = [];
  readonly #hashes: Int32Array;
  /** Places in `operations`, from 1 on. */
  readonly #slots: Int32Array;

  constructor(capacity: number) {
    this.#hashes = new Int32Array(capacity);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * capacity + 1)));
  }

  /** Adds it where there is none like it; gives the one there is. */
  add(operation: Operation): Operation {
    const hash = hashOf(operation);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = this.#slots[slot]! - 1;
      if (place < 0) {
        this.#hashes[this.operations.length] = hash;
        this.#slots[slot] = this.operations.push(operation);
        return operation;
      }
      if (this.#hashes[place] !== hash) continue;
      const known = this.operations[place]!;
      if (isSame(known, operation)) return known;
    }
  }
}

function hashOf({ name, inputs, attributes }: Operation): number {
  let hash = hashJson(0, name);
  for (let i = 0; i < inputs.length; i++) {
    const number = valueNumber(inputs[i]!);
    hash = number < 0 ? hashJson(hash, inputs[i]) : mix(hash, number);
  }
  return hashJson(hash, attributes);
}

function isSame(a: Operation, b: Operation): boolean {
  return a.name === b.name && sameJson(a.inputs, b.inputs) && sameJson(a.attributes, b.attributes);
}
