import * as tf from '@tensorflow/tfjs-core';
import { convnet, mlp, unit } from './layers.ts';
import type { Method } from './method.ts';
import { adamW } from './train.ts';

const MASKED = 1e9;
const TEMPERATURE = 0.2;

/** SimCLR: NT-Xent over the rows of both views. */
export const simclr: Method = (setting) => {
  const { weights, views } = setting;
  const train = adamW(setting, { weightDecay: 0.01 });
  const [encode, project] = [convnet(weights, 'encoder'), mlp(weights, 'projector')];
  const half = views[0]!.shape[0];
  const itself = tf.keep(tf.tidy(() => tf.mul(tf.eye(2 * half), MASKED)));
  const positives = tf.keep(
    tf.tidy(() => {
      const above = tf.pad(tf.eye(half), [[0, half], [half, 0]]); // prettier-ignore
      return tf.add(above, tf.transpose(above));
    }),
  );
  return (step) =>
    train(step, () => {
      const z = unit(tf.concat2d(views.map((view) => project(encode(view))), 0)); // prettier-ignore
      const logits = tf.sub(tf.div(tf.matMul(z, z, false, true), TEMPERATURE), itself);
      return tf.div(tf.sum(tf.mul(tf.logSoftmax(logits), positives)), -2 * half);
    });
};
