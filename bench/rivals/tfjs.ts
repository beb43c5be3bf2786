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
import { simclrByHand } from './simclr-by-hand.ts';

const BATCH = 128;

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

const train = simclrByHand(BATCH);

await serve((steps) => {
  const step: number[] = [];
  for (let i = 0; i < steps; i++) {
    const images = tf.randomUniform<tf.Rank.R4>([2 * BATCH, 32, 32, 3]);
    const begin = performance.now();
    const loss = train(images);
    loss.dataSync();
    step.push(performance.now() - begin);
    tf.dispose([images, loss]);
  }
  return Promise.resolve({ step });
});
