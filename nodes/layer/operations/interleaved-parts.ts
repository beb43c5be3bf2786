import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/** Exchanges the first two of the axes `outer`, `inner`, rest, into which x is divided. */
function exchange(ops: TensorOps, x: Tensor, outer: number, inner: number): Tensor {
  const size = x.shape.reduce((product, n) => product * n, 1);
  const divided = ops.reshape(x, [outer, inner, size / outer / inner]);
  return ops.reshape(ops.transpose(divided, [1, 0, 2]), x.shape);
}

/** From V·B×… (views one after another) to the same rows with the first part of every view in front, then the second … */
export function gatherParts(ops: TensorOps, x: Tensor, views: number, parts: number): Tensor {
  return exchange(ops, x, views, parts);
}

/** Undoes `gatherParts`. */
export function scatterParts(ops: TensorOps, x: Tensor, views: number, parts: number): Tensor {
  return exchange(ops, x, parts, views);
}
