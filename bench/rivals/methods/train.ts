import * as tf from '@tensorflow/tfjs-core';
import type { Setting } from './method.ts';

interface Rules {
  readonly weightDecay: number;
  /** The longest gradient of a variable. */
  readonly clip?: number;
}

const RATE = 'optimiser.learningRate';

/**
 * AdamW (Loshchilov and Hutter 2019) from tfjs's Adam and automatic gradients: weights shrink by themselves first. Weights of
 * the predictor have a rate of their own where the drawing says so.
 */
export function adamW(
  { weights: { trained }, scheduled, has }: Setting,
  { weightDecay, clip }: Rules,
): (step: number, loss: () => tf.Scalar) => tf.Scalar {
  const rateOf = (part = ''): string => (has(`${RATE}.${part}`) ? `${RATE}.${part}` : RATE);
  const rates = [...new Set(trained.map(({ weight }) => rateOf(weight.part)))];
  const groups = rates.map((rate) => ({
    members: trained.filter(({ weight }) => rateOf(weight.part) === rate),
    rate,
    adam: tf.train.adam(1, 0.9, 0.999, 1e-8),
  }));
  const variables = trained.map(({ variable }) => variable);
  return (step, loss) => {
    const { value, grads } = tf.variableGrads(loss, variables);
    tf.tidy(() => {
      for (const { members, rate, adam } of groups) {
        const learningRate = scheduled(step, rate);
        for (const { weight, variable } of members) {
          if (weight.decay) variable.assign(tf.mul(variable, 1 - learningRate * weightDecay));
        }
        // tfjs has no schedules: this is how everyone sets the rate
        (adam as unknown as { learningRate: number }).learningRate = learningRate;
        adam.applyGradients(
          members.map(({ variable: { name } }) => {
            const gradient = grads[name]!;
            return { name, tensor: clip === undefined ? gradient : clipped(gradient, clip) };
          }),
        );
      }
    });
    tf.dispose(grads);
    return value;
  };
}

function clipped(gradient: tf.Tensor, longest: number): tf.Tensor {
  const length = tf.add(tf.norm(gradient), 1e-6);
  return tf.mul(gradient, tf.minimum(tf.div(longest, length), 1));
}

/** θ′ ← m·θ′ + (1 − m)·θ of all followers. */
export function moveFollowers({ weights, scheduled }: Setting, step: number): void {
  const momentum = scheduled(step, 'ema.momentum');
  tf.tidy(() => {
    for (const { own, source } of weights.followers) {
      own.assign(tf.add(tf.mul(own, momentum), tf.mul(source, 1 - momentum)));
    }
  });
}
