import type { BinaryInputs, KernelConfig } from '@tensorflow/tfjs-core';
import { broadcastAxes } from './broadcast-axes.ts';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { native } from './native.ts';
import { runStock } from './stock.ts';

/** In the order of the codes in assembly/pairwise.ts. */
const comparisons = ['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual'];

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
    native(backend).compare(code, integers, ...places, ...axes.sizes, ...axes.strides[0], ...axes.strides[1]);
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
    native(backend).extreme(larger, ...places, ...axes.sizes, ...axes.strides[0], ...axes.strides[1]);
    return out;
  });

/** Comparisons, maximum and minimum; the stock ones take 200 ns for each element of a broadcast. */
export const pairwise: KernelConfig[] = [
  ...comparisons.map(comparison),
  extreme('Maximum', true),
  extreme('Minimum', false),
];
