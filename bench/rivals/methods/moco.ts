import * as tf from '@tensorflow/tfjs-core';
import { convnet, mlp, unit } from './layers.ts';
import type { Method } from './method.ts';
import { adamW, moveFollowers } from './train.ts';

const TEMPERATURE = 0.2;
/** Parts of the shuffled batch of keys that have batch statistics of their own. */
const SPLITS = 4;

/** MoCo v2: a momentum encoder's keys, shuffled batch norm, a queue of negatives. */
export const moco: Method = (setting) => {
  const { weights, feed } = setting;
  const [queries, keys] = setting.views as [tf.Tensor4D, tf.Tensor4D];
  const train = adamW(setting, { weightDecay: 0.01 });
  const encode = convnet(weights, 'encoder');
  const project = mlp(weights, 'head', false);
  const keyEncode = convnet(weights, 'ema.encoder');
  const keyProject = mlp(weights, 'ema.head', false);
  const queue = weights.of<tf.Rank.R2>('queue.contents');

  const keyRows = (order: Int32Array): tf.Tensor2D => {
    const back = new Int32Array(order.length);
    order.forEach((from, at) => (back[from] = at));
    const parts = tf.split<tf.Tensor4D>(tf.gather(keys, tf.tensor1d(order, 'int32')), SPLITS);
    const rows = tf.concat2d(parts.map((part) => keyEncode(part)), 0); // prettier-ignore
    return unit(tf.gather(keyProject(rows), tf.tensor1d(back, 'int32')));
  };

  return (step) => {
    moveFollowers(setting, step);
    const k = tf.tidy(() => keyRows(Int32Array.from(feed(step, 'shuffle.order').data)));
    const loss = train(step, () => {
      const q = unit(project(encode(queries)));
      const positive = tf.sum<tf.Tensor2D>(tf.mul(q, k), 1, true);
      const logits = tf.div(tf.concat2d([positive, tf.matMul(q, queue, false, true)], 1), TEMPERATURE);
      const found = tf.slice2d(tf.logSoftmax(logits) as tf.Tensor2D, [0, 0], [-1, 1]);
      return tf.neg(tf.mean(found));
    });
    tf.tidy(() => queue.assign(tf.concat2d([tf.slice2d(queue, [k.shape[0], 0], [-1, -1]), k], 0)));
    k.dispose();
    return loss;
  };
};
