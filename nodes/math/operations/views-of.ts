import type { Signal, Tensor, TensorOps } from '../../../src/spec/index.ts';

/** `count` views of a set from the one numbered `first` on, counted from 0: count·B×… of V·B×…. */
export function viewsOf(ops: TensorOps, { tensor, views }: Signal, first: number, count = 1): Tensor {
  const [rows, ...rest] = tensor.shape as [number, ...number[]];
  const batch = rows / views;
  return ops.slice(tensor, [first * batch, ...rest.map(() => 0)], [count * batch, ...rest]);
}
