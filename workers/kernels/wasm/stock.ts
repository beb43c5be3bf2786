import { getKernel } from '@tensorflow/tfjs-core';
import type { KernelConfig, KernelFunc, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

const kept = new Map<string, KernelFunc>();

/** Remembers the kernel that one of ours is about to replace. */
export function keepStock({ kernelName, kernelFunc }: KernelConfig): void {
  const present = getKernel(kernelName, 'wasm')?.kernelFunc;
  if (present && present !== kernelFunc) kept.set(kernelName, present);
}

/** Runs tfjs's own kernel, where ours does not apply. */
export function runStock(
  name: string,
  args: { inputs: object; backend: BackendWasm; attrs: unknown },
): TensorInfo {
  const kernel = kept.get(name);
  if (!kernel) throw new Error(`tfjs's own wasm kernel ${name} was not kept`);
  const { inputs, backend, attrs } = args;
  return kernel({
    inputs: inputs as Record<string, TensorInfo>,
    backend,
    attrs: attrs as NamedAttrMap,
  }) as TensorInfo;
}

/** Whether elements are of four bytes, as our rearranging kernels assume. */
export function isFourBytes({ dtype }: TensorInfo): boolean {
  return dtype === 'float32' || dtype === 'int32';
}
