import {
  backend as currentBackend,
  getKernel,
  registerKernel,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { composedFilterGradient, type RunKernel } from './composed-filter-gradient.ts';
import { composedInputGradient } from './composed-input-gradient.ts';

interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: number;
}
interface FilterAttributes extends ConvolutionAttributes {
  readonly filterShape: number[];
}
interface InputAttributes extends ConvolutionAttributes {
  readonly inputShape: number[];
}

const strideOf = ({ strides }: ConvolutionAttributes): number =>
  typeof strides === 'number' ? strides : strides[0];

/**
 * Registers what tfjs needs to train a convolution on its wasm backend, composed from its own kernels: the filter gradient,
 * which it lacks, and if `inputToo` the input gradient, the slowest kernel it has. The backend must be current.
 */
export function registerComposedGradients(inputToo: boolean): void {
  const backend = currentBackend() as BackendWasm;
  const run: RunKernel = (name, inputs, attrs) =>
    getKernel(name, 'wasm')!.kernelFunc({ inputs, backend, attrs: attrs as never }) as TensorInfo;
  const dispose = ({ dataId }: TensorInfo): void => void backend.disposeData(dataId);

  registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const given = attrs as unknown as FilterAttributes;
      const { pad, filterShape } = given;
      const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
      return composedFilterGradient({ x, dy, stride: strideOf(given), pad, filterShape }, run, dispose);
    },
  });
  if (!inputToo) return;
  unregisterKernel('Conv2DBackpropInput', 'wasm');
  registerKernel({
    kernelName: 'Conv2DBackpropInput',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const given = attrs as unknown as InputAttributes;
      const { pad, inputShape } = given;
      const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
      return composedInputGradient({ dy, filter, stride: strideOf(given), pad, inputShape }, run, dispose);
    },
  });
}
