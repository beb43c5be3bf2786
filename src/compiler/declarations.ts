import { assert } from '../base/assert.ts';
import type { Initializer } from '../ir/initializer.ts';
import type { Feed, State, Weight } from '../ir/program.ts';
import { ShapeError } from '../ir/shape-error.ts';
import { formatShape, sameShape, type ValueId } from '../ir/value.ts';
import type { WeightOptions } from '../spec/node-context.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import type { WeightSet } from './resolved-graph.ts';

export interface DeclaredWeight extends Omit<Weight, 'role'> {
  readonly set: WeightSet;
  /** Whether an optimiser may change it. */
  readonly trainable: boolean;
  /** The weight it follows. */
  readonly source?: ValueId;
}

export interface DeclaredState extends State {
  readonly set: WeightSet;
  /** The state it follows. */
  readonly source?: ValueId;
}

/**
 * The weights and states of a program, as nodes ask for them. Shared by all blocks of the program, so that a tied node
 * and a forward pass in evaluation find the same tensors.
 */
export class Declarations {
  readonly weights = new Map<ValueId, DeclaredWeight>();
  readonly states = new Map<ValueId, DeclaredState>();

  /** The weight `name` of a set; with it, all those it follows. */
  weight(
    set: WeightSet,
    name: string,
    shape: readonly number[],
    initializer: Initializer,
    options: WeightOptions = {},
  ): Tensor {
    const id = `${set.id}.${name}`;
    const declared = this.weights.get(id);
    checkShape(declared, name, shape);
    if (!declared) {
      const { follows } = set;
      const source = follows?.source
        ? this.weight(follows.source, name, shape, initializer, options).id
        : undefined;
      const copied = source !== undefined && follows?.by.spec.follow?.start(follows.by.params) === 'copy';
      const { decay = true, part, unitRows, frozenSteps = 0, trainable = true } = options;
      this.weights.set(id, {
        id,
        node: set.node,
        name: id.slice(set.node.length + 1),
        shape,
        initializer,
        decay,
        ...(part && { part }),
        ...(unitRows && { unitRows }),
        ...(frozenSteps > 0 && { frozenSteps }),
        ...(copied && { copyOf: source }),
        set,
        trainable: trainable && !follows,
        ...(source !== undefined && { source }),
      });
    }
    return { id, shape, dtype: 'float32' };
  }

  /** The state `name` of a set; with it, where running statistics follow too, all those it follows. */
  state(set: WeightSet, name: string, shape: readonly number[], initializer: Initializer): Tensor {
    const id = `${set.id}.${name}`;
    assert(!this.weights.has(id), `state ${id} is not a weight`);
    checkShape(this.states.get(id), name, shape);
    if (!this.states.has(id)) {
      const { follows } = set;
      const part = follows?.by.spec.follow;
      const followed = follows?.source && part?.buffers(follows.by.params) ? follows.source : undefined;
      const source = followed && this.state(followed, name, shape, initializer).id;
      this.states.set(id, {
        id,
        node: set.node,
        name: id.slice(set.node.length + 1),
        shape,
        initializer,
        ...(source !== undefined && { source, copyOf: source }),
        set,
      });
    }
    return { id, shape, dtype: 'float32' };
  }

  /** All tensors that exist before a step begins, with the given feeds. */
  leaves(feeds: readonly Feed[]): Map<ValueId, Tensor> {
    const leaves = new Map<ValueId, Tensor>();
    for (const { id, shape } of [...this.weights.values(), ...this.states.values()]) {
      leaves.set(id, { id, shape, dtype: 'float32' });
    }
    for (const { id, type } of feeds) leaves.set(id, { id, ...type });
    return leaves;
  }
}

function checkShape(
  declared: { readonly shape: readonly number[] } | undefined,
  name: string,
  shape: readonly number[],
): void {
  if (!declared || sameShape(declared.shape, shape)) return;
  throw new ShapeError(
    `its “${name}” has ${formatShape(shape)} here and ${formatShape(declared.shape)} where it is shared`,
  );
}
