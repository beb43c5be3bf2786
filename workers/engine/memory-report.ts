import { engine, memory } from '@tensorflow/tfjs-core';
import type { MemoryReport } from '../protocol.ts';

/** What tfjs holds at present. */
export function memoryReport(): MemoryReport {
  if (!engine().backendName) return { tensors: 0, bytes: 0, gpuBytes: null };
  // the graphics backends add a count of their own to tfjs's: bytes in use, without the buffers kept for reuse
  const { numTensors, numBytes, numBytesInGPU } = memory() as ReturnType<typeof memory> & {
    numBytesInGPU?: number;
  };
  return { tensors: numTensors, bytes: numBytes, gpuBytes: numBytesInGPU ?? null };
}
