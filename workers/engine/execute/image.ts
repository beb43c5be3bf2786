import type { Executors } from './executor.ts';
import { kernel } from './kernel.ts';
import { maxPoolGradient } from './max-pool-gradient.ts';

/** Attributes that all convolution kernels share. A number as padding makes tfjs pad every side by it. */
const convolution = (stride: number, padding: number) => ({
  strides: [stride, stride],
  pad: padding,
  dataFormat: 'NHWC',
  dilations: [1, 1],
});

export const image: Executors<
  'conv2d' | 'conv2dInputGradient' | 'conv2dKernelGradient' | 'maxPool2d' | 'maxPool2dGradient'
> = {
  conv2d: ([x, filter], { stride, padding }) => [
    kernel('Conv2D', { x: x!, filter: filter! }, convolution(stride, padding)),
  ],
  conv2dInputGradient: ([dy, filter], { stride, padding, inputShape }) => [
    kernel(
      'Conv2DBackpropInput',
      { dy: dy!, filter: filter! },
      { ...convolution(stride, padding), inputShape },
    ),
  ],
  conv2dKernelGradient: ([x, dy], { stride, padding, kernelShape }) => [
    kernel(
      'Conv2DBackpropFilter',
      { x: x!, dy: dy! },
      { ...convolution(stride, padding), filterShape: kernelShape },
    ),
  ],
  maxPool2d: ([x], { size, stride, padding }) => [
    kernel('MaxPool', { x: x! }, { filterSize: [size, size], strides: [stride, stride], pad: padding }),
  ],
  maxPool2dGradient: ([dy, x, y], attributes, _, { backend }) => [
    maxPoolGradient(dy!, x!, y!, attributes, backend),
  ],
};
