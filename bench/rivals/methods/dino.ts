import * as tf from '@tensorflow/tfjs-core';
import { crossViewCrossEntropy } from './cross-view.ts';
import { convnet, dinoHead } from './layers.ts';
import type { Method } from './method.ts';
import { adamW, moveFollowers } from './train.ts';

const GLOBAL_VIEWS = 2;
const CENTRE_MOMENTUM = 0.9;

/** DINO: all views of the student against the centred and sharpened global views of a momentum teacher. */
export const dino: Method = (setting) => {
  const { weights, views } = setting;
  const train = adamW(setting, { weightDecay: 0.04, clip: 3 });
  const [encode, head] = [convnet(weights, 'encoder'), dinoHead(weights, 'head')];
  const [teacherEncode, teacherHead] = [convnet(weights, 'ema.encoder'), dinoHead(weights, 'ema.head')];
  const center = weights.of<tf.Rank.R1>('centerSharpen.center');

  const sharpTargets = (): tf.Tensor2D[] => {
    const raw = views.slice(0, GLOBAL_VIEWS).map((view) => teacherHead(teacherEncode(view)));
    const targets = raw.map((one) => tf.softmax<tf.Tensor2D>(tf.div(tf.sub(one, center), 0.04)));
    const mean = tf.mean(tf.concat2d(raw, 0), 0);
    center.assign(tf.add(tf.mul(center, CENTRE_MOMENTUM), tf.mul(mean, 1 - CENTRE_MOMENTUM)));
    return targets;
  };

  return (step) => {
    const targets = tf.tidy(sharpTargets);
    const loss = train(step, () => {
      const logits = views.map((view) => head(encode(view)));
      return crossViewCrossEntropy(targets, logits, 0.1);
    });
    tf.dispose(targets);
    moveFollowers(setting, step);
    return loss;
  };
};
