import type { Tensor, TensorOps } from '../../../src/spec/index.ts';
import { identity } from './identity.ts';

/** Below it a squared distance counts as 0: a power under 1 has no slope there. */
const SAME = 1e-12;

/** Mean of ‖aᵢ − bᵢ‖₂^α over rows; a, b: B×D unit vectors (Wang and Isola 2020, eq. 4). */
export function alignmentOf(ops: TensorOps, a: Tensor, b: Tensor, alpha: number): Tensor {
  const squares = ops.sum(ops.square(ops.sub(a, b)), [-1]);
  return ops.mean(alpha === 2 ? squares : ops.pow(ops.maximum(squares, SAME), alpha / 2));
}

/** Log of the mean of exp(−t‖xᵢ − xⱼ‖²) over pairs i ≠ j; x: B×D unit vectors (Wang and Isola 2020, eq. 5). */
export function uniformityOf(ops: TensorOps, x: Tensor, t: number): Tensor {
  const rows = x.shape[0]!;
  // unit vectors: ‖xᵢ − xⱼ‖² = 2 − 2 xᵢ·xⱼ
  const potential = ops.exp(ops.mul(ops.sub(ops.matMul(x, x, { transposeB: true }), 1), 2 * t));
  const total = ops.sum(ops.mul(potential, ops.sub(1, identity(ops, rows))));
  return ops.log(ops.div(total, rows * (rows - 1)));
}
