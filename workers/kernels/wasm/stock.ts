import { getKernel } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** Runs a stock kernel that gives one tensor; the caller disposes of it (`backend.disposeData`). */
export function stock(
  backend: BackendWasm,
  name: string,
  inputs: Record<string, TensorInfo>,
  attrs: object,
): TensorInfo {
  const kernel = getKernel(name, 'wasm');
  if (!kernel) throw new Error(`the wasm backend has no kernel ${name}`);
  const out = kernel.kernelFunc({ inputs, backend, attrs: attrs as never });
  return (Array.isArray(out) ? out[0] : out) as TensorInfo;
}
