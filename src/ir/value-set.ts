import { roomFor } from './value-map.ts';
import { valueNumber } from './value-number.ts';
import type { ValueId } from './value.ts';

/** What can say of a value whether it belongs to a set. */
export interface ValueTest {
  has(id: ValueId): boolean;
}

/** A `Set` of value ids on the terms of `ValueMap`: a byte for each number. */
export class ValueSet implements ValueTest {
  #numbered = new Uint8Array(0);
  readonly #named = new Set<ValueId>();

  constructor(members: Iterable<ValueId> = []) {
    for (const id of members) this.add(id);
  }

  has(id: ValueId): boolean {
    const number = valueNumber(id);
    return number < 0 ? this.#named.has(id) : this.#numbered[number] === 1;
  }

  add(id: ValueId): void {
    const number = valueNumber(id);
    if (number < 0) {
      this.#named.add(id);
      return;
    }
    if (number >= this.#numbered.length) {
      const before = this.#numbered;
      this.#numbered = new Uint8Array(roomFor(number));
      this.#numbered.set(before);
    }
    this.#numbered[number] = 1;
  }
}
