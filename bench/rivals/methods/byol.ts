import * as tf from '@tensorflow/tfjs-core';
import { convnet, mlp, unit } from './layers.ts';
import type { Method } from './method.ts';
import { adamW, moveFollowers } from './train.ts';

/** BYOL: each view's prediction meets the momentum teacher's projection of the other. */
export const byol: Method = (setting) => {
  const { weights, views } = setting;
  const train = adamW(setting, { weightDecay: 0.01 });
  const encode = convnet(weights, 'encoder');
  const project = mlp(weights, 'projector');
  const predict = mlp(weights, 'predictor');
  const teacherEncode = convnet(weights, 'ema.encoder');
  const teacherProject = mlp(weights, 'ema.projector');
  return (step) => {
    const targets = tf.tidy(() => views.map((view) => unit(teacherProject(teacherEncode(view)))));
    const loss = train(step, () => {
      const predictions = views.map((view) => unit(predict(project(encode(view)))));
      const distances = predictions.map((p, i) =>
        tf.mean(tf.sum(tf.squaredDifference(p, targets[1 - i]!), 1)),
      );
      return tf.div(tf.addN(distances), distances.length);
    });
    tf.dispose(targets);
    moveFollowers(setting, step);
    return loss;
  };
};
