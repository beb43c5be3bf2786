import type { Operation, Phase } from '../../src/ir/operation.ts';
import type { OperationAttributes, OperationName } from '../../src/ir/operations/attributes.ts';
import { SHAPE_RULES } from '../../src/ir/operations/shape-rules.ts';
import type { Block, Feed, FeedSource } from '../../src/ir/program.ts';
import type { DType, ValueId, ValueType } from '../../src/ir/value.ts';

/** Writes blocks by hand, for tests. Types come from the shape rules. */
export class BlockBuilder {
  readonly #types = new Map<ValueId, ValueType>();
  readonly #feeds: Feed[] = [];
  readonly #operations: Operation[] = [];
  #next = 0;

  /** A weight or a state. */
  external(id: ValueId, shape: readonly number[]): ValueId {
    this.#types.set(id, { shape, dtype: 'float32' });
    return id;
  }

  feed(
    id: ValueId,
    shape: readonly number[],
    source: FeedSource,
    dtype: DType = 'float32',
    origin = 'test',
  ): ValueId {
    this.#types.set(id, { shape, dtype });
    this.#feeds.push({ id, type: { shape, dtype }, origin, source });
    return id;
  }

  given(name: string, shape: readonly number[], dtype: DType = 'float32'): ValueId {
    return this.feed(name, shape, { kind: 'given', name }, dtype);
  }

  /** Adds an operation and gives its first output. */
  op<N extends OperationName>(
    name: N,
    inputs: readonly ValueId[],
    attributes: OperationAttributes[N] = {} as OperationAttributes[N],
    origin = 'test',
    phase: Phase = 'forward',
  ): ValueId {
    return this.ops(name, inputs, attributes, origin, phase)[0]!;
  }

  /** Adds an operation and gives all its outputs. */
  ops<N extends OperationName>(
    name: N,
    inputs: readonly ValueId[],
    attributes: OperationAttributes[N],
    origin = 'test',
    phase: Phase = 'forward',
  ): ValueId[] {
    const types = SHAPE_RULES[name](
      inputs.map((id) => this.#types.get(id)!),
      attributes,
    );
    const outputs = types.map(() => `%${this.#next++}`);
    for (const [i, id] of outputs.entries()) this.#types.set(id, types[i]!);
    this.#operations.push({
      name,
      inputs,
      outputs,
      attributes,
      types,
      origin,
      phase,
    } as unknown as Operation);
    return outputs;
  }

  scalar(data: number): ValueId {
    return this.op('constant', [], { shape: [], dtype: 'float32', data });
  }

  block(): Block {
    return { feeds: this.#feeds, operations: this.#operations };
  }
}
