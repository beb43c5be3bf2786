import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** Emscripten's allocator, which the backend's published types leave out. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

const exhausted = () => new Error('the wasm backend is out of memory (4 GB)');

/**
 * Where a tensor's elements are in the backend's memory.
 * @throws if the allocation behind it failed, which tfjs lets pass as address 0
 */
export function address(backend: BackendWasm, tensor: TensorInfo): number {
  const { memoryOffset } = backend.dataIdMap.get(tensor.dataId);
  if (memoryOffset === 0 && util.sizeFromShape(tensor.shape) > 0) throw exhausted();
  return memoryOffset;
}

/** Lends `bytes` of the backend's memory to `use`. */
export function withScratch(backend: BackendWasm, bytes: number, use: (scratch: number) => void): void {
  const allocator = backend.wasm as unknown as Allocator;
  const scratch = allocator._malloc(bytes) >>> 0; // an address above 2 GB comes as a negative number
  if (scratch === 0) throw exhausted();
  try {
    use(scratch);
  } finally {
    allocator._free(scratch);
  }
}
