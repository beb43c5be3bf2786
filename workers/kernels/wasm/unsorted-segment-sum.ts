import { util } from '@tensorflow/tfjs-core';
import type { KernelConfig, KernelFunc, TensorInfo, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/**
 * Sums the rows of x [...ids, ...rest] that carry the same segment id, to [numSegments, ...rest]: the gradient of
 * gather. Ids outside 0 .. numSegments-1 are dropped, as TensorFlow does with negative ones.
 */
function kernelFunc(args: {
  inputs: { x: TensorInfo; segmentIds: TensorInfo };
  backend: BackendWasm;
  attrs: UnsortedSegmentSumAttrs;
}): TensorInfo {
  const { inputs, backend, attrs } = args;
  const { x, segmentIds } = inputs;
  const rest = x.shape.slice(segmentIds.shape.length);
  const width = util.sizeFromShape(rest);
  const out = backend.makeOutput([attrs.numSegments, ...rest], x.dtype);
  const ids = backend.typedArrayFromHeap(segmentIds);
  const from = backend.typedArrayFromHeap(x);
  const to = backend.typedArrayFromHeap(out).fill(0);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    if (id < 0 || id >= attrs.numSegments) continue;
    for (let j = 0; j < width; j++) to[id * width + j]! += from[i * width + j]!;
  }
  return out;
}

export const unsortedSegmentSum: KernelConfig = {
  kernelName: 'UnsortedSegmentSum',
  backendName: 'wasm',
  kernelFunc: kernelFunc as unknown as KernelFunc,
};
