import * as tf from '@tensorflow/tfjs-core';
import { convolutionalEncoder } from './hand-written-encoder.ts';
import type { OneStep } from './time-steps.ts';
import type { Workload } from './workload.ts';

const MASKED = 1e9;

/** `handWrittenTraining` with its loss read. */
export function handWrittenStep(workload: Workload): OneStep {
  const train = handWrittenTraining(workload);
  return async () => {
    const loss = train();
    const [value = NaN] = await loss.data();
    loss.dispose();
    return value;
  };
}

/**
 * The workload's step written by hand in tfjs on the current backend: its layers, NT-Xent, tfjs's automatic gradients and
 * optimisers (it has no AdamW: Adam takes its place). The images are random numbers, made once. Each step gives its loss.
 */
export function handWrittenTraining(workload: Workload): () => tf.Scalar {
  const { rows, size, channels, hidden, output, temperature } = workload;
  const encode = convolutionalEncoder(workload);
  const layers = [dense(workload.encoder.widths.at(-1)!, hidden), dense(hidden, output)] as const;
  const half = rows / 2;
  const itself = tf.keep(tf.tidy(() => tf.mul(tf.eye(rows), MASKED)));
  const positives = tf.keep(
    tf.tidy(() => {
      const above = tf.pad(tf.eye(half), [[0, half], [half, 0]]); // prettier-ignore
      return tf.add(above, tf.transpose(above));
    }),
  );
  const optimiser =
    workload.optimiser === 'momentum'
      ? tf.train.momentum(workload.learningRate, 0.9)
      : tf.train.adam(workload.learningRate);
  const images = tf.randomUniform<tf.Rank.R4>([rows, size, size, channels]);

  const loss = (): tf.Scalar => {
    const z = layers[1](tf.relu(layers[0](encode(images))));
    const unit: tf.Tensor2D = tf.div(z, tf.sqrt(tf.sum(tf.square(z), 1, true)));
    const logits: tf.Tensor2D = tf.sub(tf.div(tf.matMul(unit, unit, false, true), temperature), itself);
    const found = tf.sum(tf.mul(tf.logSoftmax(logits), positives));
    return tf.div(found, -rows);
  };
  return () => {
    const { value, grads } = tf.variableGrads(loss);
    optimiser.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    tf.dispose(grads);
    return value;
  };
}

function dense(from: number, to: number): (x: tf.Tensor2D) => tf.Tensor2D {
  const bound = 1 / Math.sqrt(from);
  const kernel = tf.variable(tf.randomUniform<tf.Rank.R2>([from, to], -bound, bound));
  const bias = tf.variable(tf.zeros([to]));
  return (x) => tf.add(tf.matMul(x, kernel), bias);
}
