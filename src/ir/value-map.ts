import { valueNumber } from './value-number.ts';
import type { ValueId } from './value.ts';

/**
 * A `Map` by value id for the passes over whole programs: what operations give is numbered, so an array holds it and nothing
 * is hashed. Weights, states and feeds have names. What is stored must not be `undefined`.
 */
export class ValueMap<T> {
  readonly #numbered: (T | undefined)[] = [];
  readonly #named = new Map<ValueId, T>();

  get(id: ValueId): T | undefined {
    const number = valueNumber(id);
    return number < 0 ? this.#named.get(id) : this.#numbered[number];
  }

  has(id: ValueId): boolean {
    return this.get(id) !== undefined;
  }

  set(id: ValueId, value: T): void {
    const number = valueNumber(id);
    if (number < 0) this.#named.set(id, value);
    else this.#numbered[number] = value;
  }
}
