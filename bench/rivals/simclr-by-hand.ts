import * as tf from '@tensorflow/tfjs';

const TEMPERATURE = 0.2;
const MASKED = 1e9;

/**
 * The network of the template `simclr` with NT-Xent and Adam (tfjs has no AdamW), written by hand in tfjs with automatic
 * gradients, on tfjs's current backend. Gives a step on `batch` pairs of random views, which gives its loss.
 */
export function simclrByHand(batch: number): (images: tf.Tensor4D) => tf.Scalar {
  const fanInUniform = (shape: number[]): tf.Variable => {
    const bound = 1 / Math.sqrt(shape.slice(0, -1).reduce((a, b) => a * b, 1));
    return tf.variable(tf.randomUniform(shape, -bound, bound));
  };
  const widths = [3, 32, 64, 128] as const;
  const stages = widths.slice(1).map((width, i) => ({
    kernel: fanInUniform([3, 3, widths[i]!, width]) as tf.Variable<tf.Rank.R4>,
    scale: tf.variable(tf.ones([width])) as tf.Variable<tf.Rank.R1>,
    offset: tf.variable(tf.zeros([width])) as tf.Variable<tf.Rank.R1>,
  }));
  const layers = [
    { kernel: fanInUniform([128, 256]), bias: tf.variable(tf.zeros([256])) },
    { kernel: fanInUniform([256, 128]), bias: tf.variable(tf.zeros([128])) },
  ] as const;
  const itself = tf.eye(2 * batch).mul(MASKED);
  const positive = tf.eye(batch).pad([
    [0, batch],
    [batch, 0],
  ]);
  const positives = tf.keep(positive.add(positive.transpose()));
  const optimiser = tf.train.adam(1e-3);

  function loss(images: tf.Tensor4D): tf.Scalar {
    let x = images;
    for (const { kernel, scale, offset } of stages) {
      x = tf.conv2d(x, kernel, 2, 1, 'NHWC', [1, 1], 'floor');
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      x = tf.relu(
        tf.batchNorm4d(x, mean as tf.Tensor1D, variance as tf.Tensor1D, offset, scale, 1e-5),
      ) as tf.Tensor4D;
    }
    const features = tf.mean<tf.Tensor2D>(x, [1, 2]);
    const hidden = tf.relu(tf.add(tf.matMul(features, layers[0].kernel as tf.Tensor2D), layers[0].bias));
    const z = tf.add(tf.matMul(hidden as tf.Tensor2D, layers[1].kernel as tf.Tensor2D), layers[1].bias);
    const unit = tf.div(z, tf.sqrt(tf.sum(tf.square(z), 1, true))) as tf.Tensor2D;
    const logits = tf.sub(tf.div(tf.matMul(unit, unit, false, true), TEMPERATURE), itself);
    const found = tf.sum(tf.mul(tf.logSoftmax(logits as tf.Tensor2D), positives));
    return tf.div(found, -2 * batch) as tf.Scalar;
  }

  return (images) => {
    const { value, grads } = tf.variableGrads(() => loss(images));
    optimiser.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    tf.dispose(grads);
    return value;
  };
}
