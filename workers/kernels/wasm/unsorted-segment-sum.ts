import { util } from '@tensorflow/tfjs-core';
import type { UnsortedSegmentSumAttrs, UnsortedSegmentSumInputs } from '@tensorflow/tfjs-core';
import { defineKernel } from './define-kernel.ts';

/**
 * Sums the rows of x [...ids, ...rest] that carry the same segment id, to [numSegments, ...rest]: the gradient of
 * gather. Ids outside 0 .. numSegments-1 are dropped, as TensorFlow does with negative ones.
 */
export const unsortedSegmentSum = defineKernel<UnsortedSegmentSumInputs, UnsortedSegmentSumAttrs>(
  'UnsortedSegmentSum',
  ({ inputs, backend, attrs }) => {
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
  },
);
