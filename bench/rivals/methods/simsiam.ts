import * as tf from '@tensorflow/tfjs-core';
import { batchNorm, convnet, mlp, stopGradient, unit } from './layers.ts';
import type { Method } from './method.ts';
import { adamW } from './train.ts';
import type { Weights } from './weights.ts';

/** The projector ends in a batch norm without gain and offset, and its last layer has no bias. */
function projector(weights: Weights): (x: tf.Tensor2D) => tf.Tensor2D {
  return (x) => {
    const hidden = tf.matMul<tf.Tensor2D>(x, weights.of<tf.Rank.R2>('projector.layer1.kernel'));
    const normed = tf.relu(batchNorm(weights, 'projector.layer1', hidden));
    const output = tf.matMul<tf.Tensor2D>(normed, weights.of<tf.Rank.R2>('projector.layer2.kernel'));
    return batchNorm(weights, 'projector.layer2', output, false);
  };
}

/** SimSiam: each view's prediction meets the other's projection, through which no gradient passes. */
export const simsiam: Method = (setting) => {
  const { weights, views } = setting;
  const train = adamW(setting, { weightDecay: 0.01 });
  const [encode, project] = [convnet(weights, 'encoder'), projector(weights)];
  const predict = mlp(weights, 'predictor');
  return (step) =>
    train(step, () => {
      const z = views.map((view) => project(encode(view)));
      const predictions = z.map((one) => unit(predict(one)));
      const targets = z.map((one) => unit(stopGradient(one)));
      const cosines = predictions.map((p, i) => tf.mean(tf.sum(tf.mul(p, targets[1 - i]!), 1)));
      return tf.div(tf.addN(cosines), -cosines.length);
    });
};
