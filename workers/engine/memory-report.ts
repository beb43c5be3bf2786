import { engine, memory } from '@tensorflow/tfjs-core';
import type { MemoryReport } from '../protocol.ts';

type DeviceMemory = ReturnType<typeof memory> & {
  readonly numBytesInGPU?: number;
  readonly numBytesAllocatedInGPU?: number;
};

/** What tfjs holds at present. */
export function memoryReport(): MemoryReport {
  if (!engine().backendName) return { tensors: 0, bytes: 0, gpuBytes: null, gpuAllocated: null };
  // the graphics backends add counts of their own to tfjs's
  const { numTensors, numBytes, numBytesInGPU, numBytesAllocatedInGPU } = memory() as DeviceMemory;
  return {
    tensors: numTensors,
    bytes: numBytes,
    gpuBytes: numBytesInGPU ?? null,
    gpuAllocated: numBytesAllocatedInGPU ?? null,
  };
}
