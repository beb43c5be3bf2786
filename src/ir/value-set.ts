import { ValueMap } from './value-map.ts';
import type { ValueId } from './value.ts';

/** What can say of a value whether it belongs to a set. */
export interface ValueTest {
  has(id: ValueId): boolean;
}

/** A `Set` of value ids on the terms of `ValueMap`. */
export class ValueSet implements ValueTest {
  readonly #members = new ValueMap<true>();

  constructor(members: Iterable<ValueId> = []) {
    for (const id of members) this.add(id);
  }

  has(id: ValueId): boolean {
    return this.#members.has(id);
  }

  add(id: ValueId): void {
    this.#members.set(id, true);
  }
}
