import { getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { conv2DBackpropFilter } from './conv2d-backprop-filter.ts';
import { conv2DBackpropInput } from './conv2d-backprop-input.ts';
import { maxPoolGrad } from './max-pool-grad.ts';
import { unsortedSegmentSum } from './unsorted-segment-sum.ts';

const kernels: KernelConfig[] = [conv2DBackpropFilter, conv2DBackpropInput, maxPoolGrad, unsortedSegmentSum];

/**
 * Registers our kernels under tfjs's own names on the `wasm` backend, replacing the stock ones that are wrong or slow.
 * Call it once the backend is ready; calling it again changes nothing.
 */
export async function registerWasmKernels(): Promise<void> {
  for (const kernel of kernels) {
    const present = getKernel(kernel.kernelName, kernel.backendName);
    if (present?.kernelFunc === kernel.kernelFunc) continue;
    if (present) unregisterKernel(kernel.kernelName, kernel.backendName);
    registerKernel(kernel);
  }
}
