import { valueNumber } from './value-number.ts';
import type { ValueId } from './value.ts';

/**
 * A `Map` by value id for the passes over whole programs: what operations give is numbered, so an array holds it and nothing
 * is hashed. Weights, states and feeds have names. What is stored must not be `undefined`.
 */
export class ValueMap<T> {
  #numbered: (T | undefined)[] = [];
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
    if (number < 0) {
      this.#named.set(id, value);
      return;
    }
    if (number >= this.#numbered.length) this.#grow(number);
    this.#numbered[number] = value;
  }

  /** Some passes begin with the last value: an array that is written far behind its end would become a slow one. */
  #grow(number: number): void {
    const before = this.#numbered;
    this.#numbered = new Array<T | undefined>(roomFor(number)).fill(undefined);
    for (let i = 0; i < before.length; i++) this.#numbered[i] = before[i];
  }
}

/** A power of two, at least 256. */
export function roomFor(number: number): number {
  let room = 256;
  while (room <= number) room *= 2;
  return room;
}
