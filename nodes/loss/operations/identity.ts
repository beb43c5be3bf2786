import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/** n×n, 1 on the diagonal. */
export function identity(ops: TensorOps, n: number): Tensor {
  const index = ops.range(n);
  return ops.equal(ops.reshape(index, [n, 1]), ops.reshape(index, [1, n]));
}
