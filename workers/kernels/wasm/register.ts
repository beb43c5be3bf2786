import { backend, getBackend, getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type { KernelConfig } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { batchMatMul } from './batch-mat-mul.ts';
import { batchNorm } from './batch-norm.ts';
import { conv2D } from './conv2d.ts';
import { conv2DBackpropFilter } from './conv2d-backprop-filter.ts';
import { conv2DBackpropInput } from './conv2d-backprop-input.ts';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise-backprop.ts';
import { maxPoolGrad } from './max-pool-grad.ts';
import { loadNative } from './native.ts';
import { gather } from './gather.ts';
import { pairwise } from './pairwise.ts';
import { reverse } from './reverse.ts';
import { select } from './select.ts';
import { slice } from './slice.ts';
import { keepStock } from './stock.ts';
import { reductions } from './sum.ts';
import { tile } from './tile.ts';
import { transpose } from './transpose.ts';
import { unsortedSegmentSum } from './unsorted-segment-sum.ts';

/** Our kernels of the `wasm` backend, under tfjs's names where tfjs has such a kernel. */
export const wasmKernels: readonly KernelConfig[] = [
  batchMatMul,
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  gather,
  maxPoolGrad,
  reverse,
  select,
  slice,
  tile,
  transpose,
  unsortedSegmentSum,
  ...batchNorm,
  ...pairwise,
  ...reductions,
];

/**
 * Registers our kernels on the `wasm` backend, replacing the stock ones that are wrong or slow. Call it when the
 * backend is current and ready; calling it again changes nothing.
 *
 * @throws if another backend is current, or its memory is shared with threads
 */
export async function registerWasmKernels(): Promise<void> {
  if (getBackend() !== 'wasm') throw new Error(`the current backend is ${getBackend()}, not wasm`);
  await loadNative(backend() as BackendWasm);
  for (const kernel of wasmKernels) {
    const present = getKernel(kernel.kernelName, 'wasm');
    if (present?.kernelFunc === kernel.kernelFunc) continue;
    keepStock(kernel);
    if (present) unregisterKernel(kernel.kernelName, 'wasm');
    registerKernel(kernel);
  }
}
