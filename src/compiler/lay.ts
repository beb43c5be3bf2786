import { sizeOf } from '../ir/value.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import type { Builder } from './builder.ts';

/** Tensors laid end to end as one vector; a single one stays as it is. What treats elements alike then runs once for all. */
export function lay(ops: Builder, tensors: readonly Tensor[]): Tensor {
  if (tensors.length === 1) return tensors[0]!;
  return ops.concat(tensors.map((tensor) => ops.reshape(tensor, [sizeOf(tensor.shape)])));
}

/** The inverse of `lay`: tensors of the given shapes. */
export function unlay(ops: Builder, laid: Tensor, shapes: readonly (readonly number[])[]): Tensor[] {
  if (shapes.length === 1) return [laid];
  let from = 0;
  return shapes.map((shape) => {
    const size = sizeOf(shape);
    const part = ops.reshape(ops.slice(laid, [from], [size]), shape);
    from += size;
    return part;
  });
}
