import { fill, keep, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { DType } from '../../src/ir/value.ts';

/** Constant tensors, each created once however often it is asked for; freed together. */
export class ConstantPool {
  readonly #tensors = new Map<string, Tensor>();

  /** `data` in row-major order, or one number that fills the shape. The pool keeps the tensor: do not dispose of it. */
  get(shape: readonly number[], dtype: DType, data: number | readonly number[]): Tensor {
    const key = `${dtype} ${shape.join('x')} ${typeof data === 'number' ? data : data.join()}`;
    const known = this.#tensors.get(key);
    if (known) return known;
    const created =
      typeof data === 'number' && shape.length > 0
        ? fill([...shape], data, dtype)
        : tensor(typeof data === 'number' ? [data] : [...data], [...shape], dtype);
    // it may be asked for inside a composition, which would free it at its end
    this.#tensors.set(key, keep(created));
    return created;
  }

  scalar(value: number): Tensor {
    return this.get([], 'float32', value);
  }

  dispose(): void {
    for (const constant of this.#tensors.values()) constant.dispose();
    this.#tensors.clear();
  }
}
