import * as tf from '@tensorflow/tfjs-core';
import type { Weights } from './weights.ts';

const MOMENTUM = 0.1;

/** Maps one view. */
export type Module<I extends tf.Tensor = tf.Tensor2D> = (x: I) => tf.Tensor2D;

/** 3×3 convolutions of stride 2 with batch norm and ReLU, and the mean over all positions: B×H×W×3 → B×128. */
export function convnet(weights: Weights, name: string): Module<tf.Tensor4D> {
  return (images) => {
    const map = [1, 2, 3].reduce((x, stage) => {
      const kernel = weights.of<tf.Rank.R4>(`${name}.stage${stage}.kernel`);
      const y = tf.conv2d(x, kernel, 2, 1, 'NHWC', [1, 1], 'floor');
      return tf.relu(batchNorm(weights, `${name}.stage${stage}`, y));
    }, images);
    return tf.mean<tf.Tensor2D>(map, [1, 2]);
  };
}

/** Linear, batch norm or bias, ReLU, linear with bias. */
export function mlp(weights: Weights, name: string, norm = true): Module {
  return (x) => {
    const hidden = tf.matMul<tf.Tensor2D>(x, weights.of<tf.Rank.R2>(`${name}.layer1.kernel`));
    const normed = norm
      ? batchNorm(weights, `${name}.layer1`, hidden)
      : tf.add<tf.Tensor2D>(hidden, weights.of(`${name}.layer1.bias`));
    return linear(weights, `${name}.layer2`, tf.relu(normed));
  };
}

/** Linear, batch norm, GELU, linear, unit length; then cosines with the rows of the last layer. */
export function dinoHead(weights: Weights, name: string): Module {
  return (x) => {
    const hidden = tf.matMul<tf.Tensor2D>(x, weights.of<tf.Rank.R2>(`${name}.layer1.kernel`));
    const u = linear(weights, `${name}.layer2`, gelu(batchNorm(weights, `${name}.layer1`, hidden)));
    const rows = unit(weights.of<tf.Rank.R2>(`${name}.last.direction`));
    return tf.matMul<tf.Tensor2D>(unit(u), rows, false, true);
  };
}

export function linear(weights: Weights, name: string, x: tf.Tensor2D): tf.Tensor2D {
  return tf.add(
    tf.matMul<tf.Tensor2D>(x, weights.of<tf.Rank.R2>(`${name}.kernel`)),
    weights.of(`${name}.bias`),
  );
}

/** Over all axes but the last, with the statistics of the batch; the running ones are kept. */
export function batchNorm<T extends tf.Tensor>(weights: Weights, name: string, x: T, affine = true): T {
  const axes = Array.from({ length: x.rank - 1 }, (_, axis) => axis);
  const { mean, variance } = tf.moments(x, axes);
  const count = x.size / mean.size;
  const keep = (id: string, value: tf.Tensor, factor: number): void => {
    const running = weights.of(`${name}.${id}`);
    running.assign(tf.add(tf.mul(running, 1 - MOMENTUM), tf.mul(value, MOMENTUM * factor)));
  };
  keep('runningMean', mean, 1);
  keep('runningVariance', variance, count / (count - 1));
  const [scale, offset] = affine
    ? [weights.of<tf.Rank.R1>(`${name}.scale`), weights.of<tf.Rank.R1>(`${name}.offset`)]
    : [tf.ones<tf.Rank.R1>(mean.shape as [number]), tf.zeros<tf.Rank.R1>(mean.shape as [number])];
  const normed = tf.batchNorm(
    x as tf.Tensor4D,
    mean as tf.Tensor1D,
    variance as tf.Tensor1D,
    offset,
    scale,
    1e-5,
  );
  return normed as tf.Tensor as T;
}

export function unit(x: tf.Tensor2D): tf.Tensor2D {
  return tf.div<tf.Tensor2D>(x, tf.sqrt(tf.sum(tf.square(x), 1, true)));
}

function gelu(x: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}

/** The same numbers, through which no gradient passes; tfjs has no such operation. */
export const stopGradient = tf.customGrad((x) => {
  const input = x as tf.Tensor;
  return { value: input.clone(), gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy) };
}) as (x: tf.Tensor2D) => tf.Tensor2D;
