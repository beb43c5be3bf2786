import type { Operation } from '../../../src/ir/operation.ts';
import type { ValueId } from '../../../src/ir/value.ts';
import type { ValueGraph } from './value-graph.ts';

/** Sorts the operations of a graph by how they are run, and says which values have to exist as tensors. */
export class Materials {
  readonly graph: ValueGraph;
  /** Operations that kernels are to compute, in the order of the block. */
  readonly nodes: readonly Operation[];
  /** Operations that are run one by one, by the engine's own executors. */
  readonly others: readonly Operation[];
  /** Values that the caller or one of the others needs. */
  readonly #needed: ReadonlySet<ValueId>;
  readonly #readers = new Map<ValueId, Set<Operation>>();

  /** @param excluded operations that no kernel can compute though their kind suggests it */
  constructor(graph: ValueGraph, kept: ReadonlySet<ValueId>, excluded: ReadonlySet<Operation>) {
    this.graph = graph;
    const needed = new Set(kept);
    const read = new Set<ValueId>();
    const nodes: Operation[] = [];
    const others: Operation[] = [];
    for (const operation of graph.operations.toReversed()) {
      if (operation.name === 'constant') continue;
      const { outputs, inputs } = operation;
      const isNeeded = outputs.some((id) => needed.has(id));
      if (!isNeeded && !outputs.some((id) => read.has(id))) continue;
      const alone = !graph.isFusible(operation) || excluded.has(operation);
      if (alone || (isNeeded && this.#isAlias(operation, excluded))) {
        others.unshift(operation);
        for (const id of inputs) needed.add(id);
        continue;
      }
      if (!graph.isCheap(operation) || isNeeded) nodes.unshift(operation);
      for (const id of inputs) read.add(id);
    }
    this.nodes = nodes;
    this.others = others;
    this.#needed = needed;
    for (const node of nodes) for (const id of node.inputs) this.#note(id, node);
  }

  /** The nodes whose kernels read the value, or compute what reads it. */
  readersOf(id: ValueId): Iterable<Operation> {
    return this.#readers.get(id) ?? [];
  }

  /** The values that somebody outside of the set needs. */
  outputsOf(operations: ReadonlySet<Operation>): ValueId[] {
    return [...operations].flatMap(({ outputs }) =>
      outputs.filter((id) => {
        const readers = this.#readers.get(id);
        return this.#needed.has(id) || (readers && [...readers].some((reader) => !operations.has(reader)));
      }),
    );
  }

  /** The same numbers as a tensor that exists anyway: for the engine a matter of another shape alone. */
  #isAlias({ name, inputs }: Operation, excluded: ReadonlySet<Operation>): boolean {
    if (name !== 'reshape' && name !== 'stopGradient') return false;
    const source = this.graph.producer(inputs[0]!);
    if (!source || source.name === 'constant' || !this.graph.isFusible(source) || excluded.has(source))
      return true;
    return this.#isAlias(source, excluded);
  }

  /** Notes who reads a value, looking through what kernels compute on the way. */
  #note(id: ValueId, reader: Operation): void {
    const producer = this.graph.producer(id);
    if (!producer || producer.name === 'constant') return;
    const readers = this.#readers.get(id) ?? new Set();
    this.#readers.set(id, readers.add(reader));
    if (this.graph.isCheap(producer)) for (const input of producer.inputs) this.#note(input, reader);
  }
}
