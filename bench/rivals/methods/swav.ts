import * as tf from '@tensorflow/tfjs-core';
import { crossViewCrossEntropy } from './cross-view.ts';
import { convnet, mlp, stopGradient, unit } from './layers.ts';
import type { Method } from './method.ts';
import { adamW } from './train.ts';

const GLOBAL_VIEWS = 2;
const EPSILON = 0.05;
const ITERATIONS = 3;

/** Sinkhorn and Knopp's balanced assignment of B×K scores, as the published code writes it. */
function codes(scores: tf.Tensor2D): tf.Tensor2D {
  let q = tf.transpose<tf.Tensor2D>(tf.exp(tf.div(scores, EPSILON)));
  for (let i = 0; i < ITERATIONS; i++) {
    q = tf.div(q, tf.sum(q, 1, true));
    q = tf.div(q, tf.sum(q, 0, true));
  }
  return tf.transpose<tf.Tensor2D>(q);
}

/** SwAV: the balanced codes of each global view are predicted from all other views; prototypes keep length 1. */
export const swav: Method = (setting) => {
  const { weights, views } = setting;
  const train = adamW(setting, { weightDecay: 0.01 });
  const [encode, project] = [convnet(weights, 'encoder'), mlp(weights, 'projector')];
  const prototypes = weights.of<tf.Rank.R2>('prototypes.prototypes');
  return (step) => {
    const loss = train(step, () => {
      const scores = views.map((view) =>
        tf.matMul<tf.Tensor2D>(unit(project(encode(view))), prototypes, false, true),
      );
      const targets = scores.slice(0, GLOBAL_VIEWS).map((one) => codes(stopGradient(one)));
      return crossViewCrossEntropy(targets, scores, 0.1);
    });
    tf.tidy(() => prototypes.assign(unit(prototypes)));
    return loss;
  };
};
