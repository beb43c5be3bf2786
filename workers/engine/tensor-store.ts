import type { Tensor } from '@tensorflow/tfjs-core';
import { defined } from '../../src/base/assert.ts';
import type { ValueId } from '../../src/ir/value.ts';
import type { HostTensor } from '../protocol.ts';
import { clone } from './execute/kernel.ts';
import { download, upload } from './host-tensor.ts';

/** Weights and states on the backend, by id. Owns its tensors; tensors never change, they are replaced. */
export class TensorStore {
  readonly #tensors: Map<ValueId, Tensor>;

  private constructor(tensors: Map<ValueId, Tensor>) {
    this.#tensors = tensors;
  }

  static upload(values: Readonly<Record<ValueId, HostTensor>>): TensorStore {
    return new TensorStore(new Map(Object.entries(values).map(([id, value]) => [id, upload(value)])));
  }

  /** The tensor, which stays the store's. */
  readonly get = (id: ValueId): Tensor =>
    defined(this.#tensors.get(id), `${id} is a weight or a state of the program`);

  /** Takes the tensor over and frees the one it replaces. */
  replace(id: ValueId, tensor: Tensor): void {
    this.get(id).dispose();
    this.#tensors.set(id, tensor);
  }

  /** These tensors as they are now, in a store of its own. Shares the numbers, so it costs no copy. */
  fork(ids: Iterable<ValueId> = this.#tensors.keys()): TensorStore {
    return new TensorStore(new Map([...ids].map((id) => [id, clone(this.get(id))])));
  }

  /** Copies of all numbers, as they are at the call. */
  async download(): Promise<Record<ValueId, HostTensor>> {
    const fork = this.fork();
    try {
      const entries = [...fork.#tensors].map(async ([id, tensor]) => [id, await download(tensor)] as const);
      return Object.fromEntries(await Promise.all(entries));
    } finally {
      fork.dispose();
    }
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
  }
}
