import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

interface KernelArgs<Inputs, Attrs> {
  /** tfjs's own types let inputs be undefined; those a kernel is defined by never are. */
  inputs: Record<keyof Inputs, TensorInfo>;
  backend: BackendWasm;
  attrs: Attrs;
}

/** A kernel of the `wasm` backend; inputs and attributes are what tfjs defines for its name. */
export function defineKernel<Inputs, Attrs>(
  kernelName: string,
  kernelFunc: (args: KernelArgs<Inputs, Attrs>) => TensorInfo | TensorInfo[],
): KernelConfig {
  return { kernelName, backendName: 'wasm', kernelFunc: kernelFunc as unknown as KernelFunc };
}
