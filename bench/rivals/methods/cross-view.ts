import * as tf from '@tensorflow/tfjs-core';

/** Mean of −t·log softmax(l/τ) over all pairs of a teacher's view and another view of the student, and over images. */
export function crossViewCrossEntropy(
  targets: readonly tf.Tensor2D[],
  logits: readonly tf.Tensor2D[],
  temperature: number,
): tf.Scalar {
  const wanted = logits.map((_, view) => tf.addN(targets.filter((_, index) => index !== view)));
  const sums = logits.map((one, view) =>
    tf.sum<tf.Scalar>(tf.mul(wanted[view]!, tf.logSoftmax(tf.div(one, temperature)))),
  );
  const pairs = targets.length * logits.length - Math.min(targets.length, logits.length);
  return tf.div(tf.addN(sums), -pairs * logits[0]!.shape[0]);
}
