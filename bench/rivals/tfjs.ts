/**
 * The step written by hand in tfjs on its own wasm kernels: the network of the template `simclr`, NT-Xent, Adam (tfjs has no
 * AdamW), automatic gradients. Two random views take the place of augmentation. The one kernel without which tfjs cannot
 * train a convolution on wasm is registered from its other kernels; with `--input-gradient` so is the slowest one it has.
 */
import * as tf from '@tensorflow/tfjs';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { setWasmPaths, type BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { composedFilterGradient, type RunKernel } from './composed-filter-gradient.ts';
import { composedInputGradient } from './composed-input-gradient.ts';
import { serve } from './serve.ts';

const BATCH = 128;
const TEMPERATURE = 0.2;
const MASKED = 1e9;

console.log = console.info = console.warn = console.error;
setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
await tf.setBackend('wasm');
await tf.ready();

interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: number;
  readonly filterShape: number[];
}
const backend = tf.backend() as BackendWasm;
const run: RunKernel = (name, inputs, attrs) =>
  tf.getKernel(name, 'wasm')!.kernelFunc({ inputs, backend, attrs: attrs as never }) as TensorInfo;
const dispose = ({ dataId }: TensorInfo): void => void backend.disposeData(dataId);

tf.registerKernel({
  kernelName: 'Conv2DBackpropFilter',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs }) => {
    const { strides, pad, filterShape } = attrs as unknown as ConvolutionAttributes;
    const stride = typeof strides === 'number' ? strides : strides[0];
    return composedFilterGradient(
      { x: inputs['x']!, dy: inputs['dy']!, stride, pad, filterShape },
      run,
      dispose,
    );
  },
});
if (process.argv.includes('--input-gradient')) {
  tf.unregisterKernel('Conv2DBackpropInput', 'wasm');
  tf.registerKernel({
    kernelName: 'Conv2DBackpropInput',
    backendName: 'wasm',
    kernelFunc: ({ inputs }) => composedInputGradient(inputs['dy']!, inputs['filter']!, run, dispose),
  });
}

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
const itself = tf.eye(2 * BATCH).mul(MASKED);
const positive = tf.eye(BATCH).pad([
  [0, BATCH],
  [BATCH, 0],
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
  return tf.div(found, -2 * BATCH) as tf.Scalar;
}

await serve((steps) => {
  const step: number[] = [];
  for (let i = 0; i < steps; i++) {
    const images = tf.randomUniform<tf.Rank.R4>([2 * BATCH, 32, 32, 3]);
    const begin = performance.now();
    const { value, grads } = tf.variableGrads(() => loss(images));
    optimiser.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    value.dataSync();
    step.push(performance.now() - begin);
    tf.dispose([images, value, grads]);
  }
  return Promise.resolve({ step });
});
