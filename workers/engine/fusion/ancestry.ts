import { defined } from '../../../src/base/assert.ts';
import type { Operation } from '../../../src/ir/operation.ts';
import type { ValueGraph } from './value-graph.ts';

/** A set of operations of one graph, a bit for each. */
type Bits = Uint32Array;

const has = (bits: Bits, i: number): boolean => (bits[i >>> 5]! & (1 << (i & 31))) !== 0;

function include(bits: Bits, others: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word]! |= others[word]!;
}

/**
 * Which operations wait for which, themselves or because what they are done together with does. Kept up to date while
 * operations are put together, so that the question, which is asked for every pair that might be, needs no walk.
 */
export class Ancestry {
  readonly #places: ReadonlyMap<Operation, number>;
  /** By place of an operation: what it waits for, and what is done together with it. Those done together share both. */
  readonly #before: Bits[] = [];
  readonly #together: Bits[] = [];
  /** All that stand in `#before`, each once. */
  readonly #distinct = new Set<Bits>();

  constructor(graph: ValueGraph) {
    const { operations } = graph;
    this.#places = new Map(operations.map((operation, i) => [operation, i]));
    const words = Math.ceil(operations.length / 32);
    for (const [i, { inputs }] of operations.entries()) {
      const [before, together] = [new Uint32Array(words), new Uint32Array(words)];
      together[i >>> 5]! |= 1 << (i & 31);
      for (const id of inputs) {
        const producer = graph.producer(id);
        if (!producer) continue;
        const place = this.#placeOf(producer);
        include(before, this.#before[place]!);
        include(before, this.#together[place]!);
      }
      this.#before.push(before);
      this.#together.push(together);
      this.#distinct.add(before);
    }
  }

  /** Whether the operation, or one that is done together with it, waits for the other. */
  waitsFor(operation: Operation, other: Operation): boolean {
    return has(this.#before[this.#placeOf(operation)]!, this.#placeOf(other));
  }

  /** Two operations, and all that were done together with one of them, are done together from now on. */
  join(a: Operation, b: Operation): void {
    const [i, j] = [this.#placeOf(a), this.#placeOf(b)];
    const [before, together] = [this.#before[i]!.slice(), this.#together[i]!.slice()];
    include(before, this.#before[j]!);
    include(together, this.#together[j]!);
    this.#distinct.delete(this.#before[i]!);
    this.#distinct.delete(this.#before[j]!);
    const all = before.slice();
    include(all, together);
    for (const bits of this.#distinct) if (has(bits, i) || has(bits, j)) include(bits, all);
    this.#distinct.add(before);
    for (let place = 0; place < this.#before.length; place++) {
      if (!has(together, place)) continue;
      this.#before[place] = before;
      this.#together[place] = together;
    }
  }

  #placeOf(operation: Operation): number {
    return defined(this.#places.get(operation), 'the operation is of this graph');
  }
}
