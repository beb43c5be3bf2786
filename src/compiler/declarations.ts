import { assert } from '../base/assert.ts';
import type { Initializer } from '../ir/initializer.ts';
import type { Feed, State, Weight } from '../ir/program.ts';
import { ShapeError } from '../ir/shape-error.ts';
import { formatShape, sameShape, type ValueId } from '../ir/value.ts';
import type { Tensor } from '../spec/tensor-ops.ts';

type DeclaredWeight = Omit<Weight, 'role'>;

/**
 * The weights and states of a program, as nodes ask for them. Shared by all blocks of the program, so that a tied node
 * and a forward pass in evaluation find the same tensors.
 */
export class Declarations {
  readonly weights = new Map<ValueId, DeclaredWeight>();
  readonly states = new Map<ValueId, State>();

  weight(
    node: string,
    name: string,
    shape: readonly number[],
    initializer: Initializer,
    decay: boolean,
  ): Tensor {
    const id = `${node}.${name}`;
    const declared = this.weights.get(id);
    if (declared && !sameShape(declared.shape, shape)) {
      throw new ShapeError(
        `its “${name}” has ${formatShape(shape)} here and ${formatShape(declared.shape)} where it is shared`,
      );
    }
    if (!declared) this.weights.set(id, { id, node, name, shape, initializer, decay });
    return { id, shape, dtype: 'float32' };
  }

  state(node: string, name: string, shape: readonly number[], initializer: Initializer): Tensor {
    const id = `${node}.${name}`;
    assert(!this.weights.has(id), `state ${id} is not a weight`);
    if (!this.states.has(id)) this.states.set(id, { id, node, name, shape, initializer });
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
