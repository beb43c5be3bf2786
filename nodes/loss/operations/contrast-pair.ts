import type { Tensor, TensorOps } from '../../../src/spec/index.ts';
import { logSumExp } from './log-sum-exp.ts';

/** Stands in the logits for −∞: its exponential is 0 in float32, and it stays finite under addition. */
const MASKED = 1e9;

/**
 * The 2B×2B similarities of one pair of views, each row a softmax problem; a, b: B×D, any length. The two masks that
 * differ from 0 at i = j and at |i − j| = B say which logit is a row with itself and which is the positive.
 */
function similarities(ops: TensorOps, a: Tensor, b: Tensor, temperature: number) {
  const z = ops.l2Normalize(ops.concat([a, b], 0));
  const rows = z.shape[0]!;
  const index = ops.range(rows);
  const distance = ops.abs(ops.sub(ops.reshape(index, [rows, 1]), ops.reshape(index, [1, rows])));
  return {
    rows,
    logits: ops.div(ops.matMul(z, z, { transposeB: true }), temperature),
    itself: ops.equal(distance, 0),
    positive: ops.equal(distance, rows / 2),
  };
}

/** NT-Xent of one pair of views: only a row with itself is left out of the denominator. */
export function ntXentPair(ops: TensorOps, a: Tensor, b: Tensor, temperature: number): Tensor {
  const { rows, logits, itself, positive } = similarities(ops, a, b, temperature);
  const logProbability = ops.logSoftmax(ops.sub(logits, ops.mul(itself, MASKED)));
  return ops.neg(ops.div(ops.sum(ops.mul(logProbability, positive)), rows));
}

/** The decoupled form: the positive is left out of the denominator too, so the result can be negative. */
export function decoupledPair(ops: TensorOps, a: Tensor, b: Tensor, temperature: number): Tensor {
  const { rows, logits, itself, positive } = similarities(ops, a, b, temperature);
  const negatives = ops.sub(logits, ops.mul(ops.add(itself, positive), MASKED));
  const attraction = ops.sum(ops.mul(logits, positive));
  return ops.div(ops.sub(ops.sum(logSumExp(ops, negatives)), attraction), rows);
}
