import * as tf from '@tensorflow/tfjs-core';
import type { Workload } from './workload.ts';

type Layer = (x: tf.Tensor4D) => tf.Tensor4D;

const chain =
  (...layers: readonly Layer[]): Layer =>
  (x) =>
    layers.reduce((y, layer) => layer(y), x);

/** The workload's encoder in tfjs: images N×H×W×C → means over all positions, N×D. */
export function convolutionalEncoder({ encoder, channels }: Workload): (x: tf.Tensor4D) => tf.Tensor2D {
  const { widths } = encoder;
  const before = (stage: number): number => widths[stage - 1] ?? channels;
  const layers =
    encoder.kind === 'convnet'
      ? widths.map((width, i) => {
          const norm = encoder.norm === 'batch';
          const layer = convolution(before(i), width, 3, 2, !norm);
          return norm ? chain(layer, batchNorm(width), tf.relu) : chain(layer, tf.relu);
        })
      : [
          chain(convolution(channels, widths[0]!, 3, 1), batchNorm(widths[0]!), tf.relu),
          ...widths.map((width, i) => basicBlock(widths[i - 1] ?? width, width, i === 0 ? 1 : 2)),
        ];
  const network = chain(...layers);
  return (x) => tf.mean<tf.Tensor2D>(network(x), [1, 2]);
}

/** ReLU(branch + shortcut); the shortcut is a convolution of 1×1 where the shape changes. */
function basicBlock(from: number, to: number, stride: number): Layer {
  const branch = chain(
    chain(convolution(from, to, 3, stride), batchNorm(to), tf.relu),
    chain(convolution(to, to, 3, 1), batchNorm(to)),
  );
  const changes = stride !== 1 || from !== to;
  const shortcut = changes ? chain(convolution(from, to, 1, stride), batchNorm(to)) : chain();
  return (x) => tf.relu(tf.add(branch(x), shortcut(x)));
}

/** Padding (k − 1)/2. */
function convolution(from: number, to: number, k: number, stride: number, withBias = false): Layer {
  const bound = 1 / Math.sqrt(k * k * from);
  const kernel = tf.variable(tf.randomUniform<tf.Rank.R4>([k, k, from, to], -bound, bound));
  const bias = withBias ? tf.variable(tf.zeros([to])) : null;
  return (x) => {
    const y = tf.conv2d(x, kernel, stride, (k - 1) / 2, 'NHWC', [1, 1], 'floor');
    return bias ? tf.add(y, bias) : y;
  };
}

/** With the statistics of the batch; keeps no running ones. */
function batchNorm(width: number): Layer {
  const scale = tf.variable(tf.ones<tf.Rank.R1>([width]));
  const offset = tf.variable(tf.zeros<tf.Rank.R1>([width]));
  return (x) => {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    return tf.batchNorm4d(x, mean as tf.Tensor1D, variance as tf.Tensor1D, offset, scale, 1e-5);
  };
}
