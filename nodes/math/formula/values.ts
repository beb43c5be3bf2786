import type { Operand, Tensor, TensorOps } from '../../../src/spec/index.ts';
import { FormulaProblem } from './problem.ts';

/** Over what a function such as `mean` goes, by the word that says so. */
export const AXES = ['batch', 'features', 'positions'] as const;
export type AxisName = (typeof AXES)[number];

/** What a part of a formula stands for: a number known while compiling, a tensor, or one of the words for axes. */
export type Value = Operand | { readonly axis: AxisName };

export function isTensor(value: Value): value is Tensor {
  return typeof value === 'object' && 'id' in value;
}

/** What stands in float32 for “too large”. */
const LARGEST = 3.4028234663852886e38;

/** Refuses a number that has no float32: it would be found at run time only. */
export function finite(value: number, what: string): number {
  if (Math.abs(value) <= LARGEST) return value;
  throw new FormulaProblem('formula', `${what} is not a finite number`);
}

export function rankOf(x: Tensor): number {
  return x.shape.length;
}

/** Axes of x that a word means; none where x is a scalar. */
export function axesOf(x: Tensor, axis: AxisName | undefined): readonly number[] {
  const rank = rankOf(x);
  if (axis === undefined || rank === 0) return x.shape.map((_, i) => i);
  if (axis === 'batch') return [0];
  if (axis === 'features') return [rank - 1];
  if (rank < 3) {
    throw new FormulaProblem(
      'shape',
      `positions are axes between batch and features, and ${x.shape.join('×')} has none`,
    );
  }
  return x.shape.map((_, i) => i).slice(1, -1);
}

/** A square root whose gradient at 0 is 0 instead of infinite: the bound lies below the root, at 10⁻²⁴. */
export function safeRoot(ops: TensorOps, x: Tensor): Tensor {
  return ops.sqrt(ops.maximum(x, 1e-24));
}
