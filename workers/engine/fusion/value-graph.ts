import { defined } from '../../../src/base/assert.ts';
import type { Operation } from '../../../src/ir/operation.ts';
import type { OperationName } from '../../../src/ir/operations/attributes.ts';
import { sizeOf, type ValueId, type ValueType } from '../../../src/ir/value.ts';
import { COMPARISON_WGSL, ELEMENTWISE_WGSL } from './elementwise-wgsl.ts';

/** Gives elements of its one input in other places, and zeros. */
const MOVES: ReadonlySet<OperationName> = new Set([
  'reshape',
  'stopGradient',
  'broadcastTo',
  'transpose',
  'slice',
  'reverse',
  'pad',
]);

/** Never worth computing twice. */
const DEAR: ReadonlySet<OperationName> = new Set(['sum', 'max', 'concat', 'matMul']);

/** Beyond this a constant is read from a buffer. */
const FOLDED = 8;

/** What a block computes, value by value. */
export class ValueGraph {
  readonly operations: readonly Operation[];
  readonly #producers = new Map<ValueId, Operation>();
  readonly #types: Map<ValueId, ValueType>;
  readonly #derived = new Map<ValueId, boolean>();
  readonly #fusible = new Map<Operation, boolean>();
  readonly #cheap = new Map<Operation, boolean>();

  constructor(operations: readonly Operation[], given: ReadonlyMap<ValueId, ValueType>) {
    this.operations = operations;
    this.#types = new Map(given);
    for (const operation of operations) {
      operation.outputs.forEach((id, i) => {
        this.#producers.set(id, operation);
        this.#types.set(id, operation.types[i]!);
      });
    }
  }

  /** Undefined for what the block is given. */
  producer(id: ValueId): Operation | undefined {
    return this.#producers.get(id);
  }

  typeOf(id: ValueId): ValueType {
    return defined(this.#types.get(id), `the type of ${id} is known`);
  }

  knows(id: ValueId): boolean {
    return this.#types.has(id);
  }

  /** Whether a kernel can compute the operation element by element, or as a reduction. */
  isFusible(operation: Operation): boolean {
    return remembered(this.#fusible, operation, () => this.#findFusible(operation));
  }

  #findFusible(operation: Operation): boolean {
    const { name, inputs, types } = operation;
    if (!inputs.every((id) => this.knows(id)) || types[0]!.shape.includes(0)) return false;
    const floats = [...inputs.map((id) => this.typeOf(id)), ...types].every(
      ({ dtype }) => dtype === 'float32',
    );
    if (name in ELEMENTWISE_WGSL || name === 'select') return floats;
    if (name === 'matMul') return floats && inputs.every((id) => !this.typeOf(id).shape.includes(0));
    if (name === 'sum' || name === 'max') return floats && operation.attributes.axes.length > 0;
    return (
      MOVES.has(name) ||
      name in COMPARISON_WGSL ||
      name === 'cast' ||
      name === 'oneHot' ||
      name === 'concat' ||
      (name === 'gather' && !this.typeOf(inputs[0]!).shape.includes(0))
    );
  }

  /**
   * Whether every kernel that reads the operation's value had better compute it itself: it costs no more than reading it.
   * So it is with what only moves elements, with functions of a scalar and with functions of constants.
   */
  isCheap(operation: Operation): boolean {
    return remembered(this.#cheap, operation, () => this.#findCheap(operation));
  }

  #findCheap(operation: Operation): boolean {
    if (!this.isFusible(operation)) return false;
    const { name, inputs, types } = operation;
    if (MOVES.has(name)) return true;
    if (DEAR.has(name)) return false;
    const scalar = [...inputs.map((id) => this.typeOf(id)), types[0]!].every(
      ({ shape }) => sizeOf(shape) === 1,
    );
    return (scalar && !inputs.some((id) => this.#isComputedAtLength(id))) || this.#isFixed(operation);
  }

  /** A scalar that takes more than other scalars to compute. */
  #isComputedAtLength(id: ValueId): boolean {
    const producer = this.producer(id);
    return producer !== undefined && producer.name !== 'constant' && !this.isCheap(producer);
  }

  /** Whether the operation depends on constants alone. */
  #isFixed({ outputs: [output], inputs }: Operation): boolean {
    const known = this.#derived.get(output!);
    if (known !== undefined) return known;
    const fixed = inputs.every((id) => {
      const producer = this.producer(id);
      if (!producer) return false;
      if (producer.name === 'constant') return true;
      return this.isFusible(producer) && !DEAR.has(producer.name) && this.#isFixed(producer);
    });
    this.#derived.set(output!, fixed);
    return fixed;
  }

  /** The constant as WGSL at a position, where it needs no buffer. */
  literal(id: ValueId, flat: () => string): string | null {
    const operation = this.producer(id);
    if (operation?.name !== 'constant') return null;
    const { data, dtype, shape } = operation.attributes;
    const numbers = typeof data === 'number' ? [data] : data;
    if (!numbers.every((n) => Number.isFinite(Math.fround(n)))) return null;
    const write = (n: number): string => (dtype === 'int32' ? `i32(${n})` : `f32(${Math.fround(n)})`);
    if (numbers.length === 1 || sizeOf(shape) === 1) return write(numbers[0]!);
    const [first, second] = numbers as [number, number];
    const wide = (n: number): boolean => !Number.isInteger(n) || Math.abs(n) >= 2 ** 24;
    if (!numbers.some((n, i) => wide(n) || n !== first + i * (second - first))) {
      const type = dtype === 'int32' ? 'i32' : 'f32';
      return `(${write(first)} + ${type}(${flat()}) * ${write(second - first)})`;
    }
    if (numbers.length > FOLDED) return null;
    const type = dtype === 'int32' ? 'i32' : 'f32';
    return `array<${type}, ${numbers.length}>(${numbers.map(write).join(', ')})[${flat()}]`;
  }
}

function remembered<K>(answers: Map<K, boolean>, key: K, find: () => boolean): boolean {
  let answer = answers.get(key);
  if (answer === undefined) answers.set(key, (answer = find()));
  return answer;
}

export function isReduction(operation: Operation): operation is Extract<Operation, { name: 'sum' | 'max' }> {
  return operation.name === 'sum' || operation.name === 'max';
}
