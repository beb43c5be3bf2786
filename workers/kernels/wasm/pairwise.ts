import { util } from '@tensorflow/tfjs-core';
import type { BinaryInputs, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { broadcastAxes, type BroadcastAxes } from './broadcast-axes.ts';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { inParts, perElement } from './in-parts.ts';
import { runStock } from './stock.ts';

/** In the order of the codes in assembly/pairwise.ts. */
const comparisons = ['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual'];

/** As kernels take them: the first size follows from the number of elements. */
const fourAxes = ({ sizes: [, ...sizes], strides: [a, b] }: BroadcastAxes) => [...sizes, ...a, ...b] as const;

const elementwise = ({ shape }: TensorInfo) => {
  const count = util.sizeFromShape(shape);
  return { count, nanoseconds: count * perElement };
};

const comparison = (name: string, code: number) =>
  defineKernel<BinaryInputs, unknown>(name, (args) => {
    const { inputs, backend } = args;
    const { a, b } = inputs;
    const axes = broadcastAxes(a.shape, b.shape);
    const integers = a.dtype === 'int32' && b.dtype === 'int32';
    const floats = a.dtype === 'float32' && b.dtype === 'float32';
    if (!axes || !(integers || floats)) return runStock(name, args);
    const out = backend.makeOutput(axes.shape, 'bool');
    const places = [address(backend, a), address(backend, b), address(backend, out)] as const;
    inParts(backend, 'compare', [code, integers, ...places, ...fourAxes(axes)], elementwise(out));
    return out;
  });

const extreme = (name: string, larger: boolean) =>
  defineKernel<BinaryInputs, unknown>(name, (args) => {
    const { inputs, backend } = args;
    const { a, b } = inputs;
    const axes = broadcastAxes(a.shape, b.shape);
    if (!axes || a.dtype !== 'float32' || b.dtype !== 'float32') return runStock(name, args);
    const out = backend.makeOutput(axes.shape, 'float32');
    const places = [address(backend, a), address(backend, b), address(backend, out)] as const;
    inParts(backend, 'extreme', [larger, ...places, ...fourAxes(axes)], elementwise(out));
    return out;
  });

/** Comparisons, maximum and minimum; the stock ones take 200 ns for each element of a broadcast. */
export const pairwise: KernelConfig[] = [
  ...comparisons.map(comparison),
  extreme('Maximum', true),
  extreme('Minimum', false),
];
