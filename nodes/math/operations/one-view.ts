import type { Signal, Tensor, TensorOps } from '../../../src/spec/index.ts';

/** One view of a set, counted from 0: B×… of V·B×…. */
export function oneView(ops: TensorOps, { tensor, views }: Signal, view: number): Tensor {
  const [rows, ...rest] = tensor.shape as [number, ...number[]];
  const batch = rows / views;
  return ops.slice(tensor, [view * batch, ...rest.map(() => 0)], [batch, ...rest]);
}
