import fc from 'fast-check';
import { randomStream } from '../../src/base/random-stream.ts';
import { broadcastShapes } from '../../src/ir/operations/broadcast.ts';
import type { Block } from '../../src/ir/program.ts';
import { sizeOf, type ValueId } from '../../src/ir/value.ts';
import type { HostTensor } from '../protocol.ts';
import { BlockBuilder } from './block-builder.ts';

export interface RandomBlock {
  readonly block: Block;
  readonly given: Readonly<Record<ValueId, HostTensor>>;
  readonly kept: readonly ValueId[];
}

interface Value {
  readonly id: ValueId;
  readonly shape: readonly number[];
}

const LARGEST = 4000;
const UNARY = ['neg', 'abs', 'relu', 'tanh', 'sigmoid', 'exp', 'stopGradient'] as const;
const BINARY = ['add', 'sub', 'mul', 'maximum', 'minimum'] as const;

/** Writes a block step by step as a list of numbers says; every number has a meaning, so that any list is a block. */
class Growth {
  readonly #b = new BlockBuilder();
  readonly #given: Record<ValueId, HostTensor> = {};
  readonly #values: Value[] = [];
  readonly #kept = new Set<ValueId>();

  constructor(shapes: readonly (readonly number[])[]) {
    for (const [i, shape] of shapes.entries()) {
      const data = randomStream(i, 'given')
        .uniforms(0, sizeOf(shape))
        .map((u) => Math.round(u * 64) / 16 - 2);
      const id = i % 2 === 0 ? this.#b.given(`x${i}`, shape) : this.#b.external(`x${i}`, shape);
      this.#given[id] = { shape, dtype: 'float32', data };
      this.#values.push({ id, shape });
    }
    const scalar = this.#b.scalar(0.75);
    this.#values.push({ id: scalar, shape: [] });
    const row = { shape: [3], dtype: 'float32', data: [0.5, -1, 0.25] } as const;
    this.#values.push({ id: this.#b.op('constant', [], row), shape: [3] });
  }

  grow(kind: number, first: number, second: number, keep: boolean): void {
    const a = this.#values[first % this.#values.length]!;
    const b = this.#values[second % this.#values.length]!;
    const made = this.#operation(kind, a, b, second);
    if (!made || sizeOf(made.shape) > LARGEST) return;
    this.#values.push(made);
    if (keep) this.#kept.add(made.id);
  }

  #operation(kind: number, a: Value, b: Value, choice: number): Value | null {
    const { shape } = a;
    const write = this.#b;
    const axis = choice % Math.max(1, shape.length);
    const along = (n: number): number[] => shape.with(axis, n);
    if (kind < 4) return { id: write.op(UNARY[choice % UNARY.length]!, [a.id]), shape };
    if (kind < 10) {
      const together = broadcasts(shape, b.shape);
      return together && { id: write.op(BINARY[kind % BINARY.length]!, [a.id, b.id]), shape: together };
    }
    if (kind === 10)
      return { id: write.op('reshape', [a.id], { shape: [sizeOf(shape)] }), shape: [sizeOf(shape)] };
    if (kind === 11)
      return { id: write.op('reshape', [a.id], { shape: [1, ...shape] }), shape: [1, ...shape] };
    if (kind === 12)
      return { id: write.op('broadcastTo', [a.id], { shape: [2, ...shape] }), shape: [2, ...shape] };
    if (shape.length === 0) return null;
    const length = shape[axis]!;
    if (kind === 13) {
      const permutation = shape.map((_, i) => i).toReversed();
      return { id: write.op('transpose', [a.id], { permutation }), shape: shape.toReversed() };
    }
    if (kind === 14) {
      const begin = shape.map((_, i) => (i === axis ? Math.floor(length / 2) : 0));
      const size = along(length - begin[axis]!);
      return { id: write.op('slice', [a.id], { begin, size }), shape: size };
    }
    if (kind === 15) return { id: write.op('concat', [a.id, a.id], { axis }), shape: along(2 * length) };
    if (kind === 16) {
      const paddings = shape.map((_, i) => [i === axis ? 2 : 0, i === axis ? 1 : 0] as const);
      return { id: write.op('pad', [a.id], { paddings }), shape: along(length + 3) };
    }
    if (kind === 17) return { id: write.op('reverse', [a.id], { axis }), shape };
    if (kind === 18) return { id: write.op('softmax', [a.id]), shape };
    if (kind === 19) return { id: write.op('logSoftmax', [a.id]), shape };
    if (kind === 20 && shape.length > 1) {
      const channels = shape.at(-1)!;
      const ones = write.op('constant', [], { shape: [channels], dtype: 'float32', data: 1 });
      const [y, mean] = write.ops('batchNorm', [a.id, ones, ones], { groups: 1, epsilon: 0.01 });
      return choice % 3 === 0 ? { id: mean!, shape: [1, channels] } : { id: y!, shape };
    }
    const keepDims = kind % 2 === 0;
    const reduced = keepDims ? along(1) : shape.filter((_, i) => i !== axis);
    const name = choice % 3 === 0 ? 'max' : 'sum';
    return { id: write.op(name, [a.id], { axes: [axis], keepDims }), shape: reduced };
  }

  finish(): RandomBlock {
    const kept = [...this.#kept, this.#values.at(-1)!.id];
    return { block: this.#b.block(), given: this.#given, kept };
  }
}

function broadcasts(a: readonly number[], b: readonly number[]): readonly number[] | null {
  try {
    return broadcastShapes(a, b);
  } catch {
    return null;
  }
}

/** Blocks of element-wise operations, moves of elements and reductions over short and long axes. */
export const randomBlock: fc.Arbitrary<RandomBlock> = fc
  .record({
    rows: fc.constantFrom(1, 2, 5, 8),
    columns: fc.constantFrom(1, 3, 16, 17, 70),
    steps: fc.array(fc.tuple(fc.nat(24), fc.nat(40), fc.nat(40), fc.boolean()), {
      minLength: 1,
      maxLength: 14,
    }),
  })
  .map(({ rows, columns, steps }) => {
    const growth = new Growth([
      [rows, columns],
      [columns],
      [rows, columns],
      [rows, 1],
      [3, columns],
      [2, rows, 3],
    ]);
    for (const step of steps) growth.grow(...step);
    return growth.finish();
  });
