import { util } from '@tensorflow/tfjs-core';
import type { GatherV2Attrs, GatherV2Inputs } from '@tensorflow/tfjs-core';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { inParts, perElement } from './in-parts.ts';
import { isFourBytes, runStock } from './stock.ts';

/**
 * Takes the slices of x along an axis that the indices name.
 * @throws if an index is out of range
 */
export const gather = defineKernel<GatherV2Inputs, GatherV2Attrs>('GatherV2', (args) => {
  const { inputs, backend, attrs } = args;
  const { x, indices } = inputs;
  const empty = util.sizeFromShape(x.shape) === 0;
  if (attrs.batchDims !== 0 || indices.dtype !== 'int32' || !isFourBytes(x) || empty)
    return runStock('GatherV2', args);
  const axis = util.parseAxisParam(attrs.axis, x.shape)[0]!;
  const size = x.shape[axis]!;
  for (const index of backend.typedArrayFromHeap(indices)) {
    util.assert(index >= 0 && index < size, () => `GatherV2: index ${index} is not in [0, ${size - 1}]`);
  }
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const out = backend.makeOutput([...before, ...indices.shape, ...after], x.dtype);
  const [count, row] = [util.sizeFromShape(indices.shape), util.sizeFromShape(after)];
  const places = [address(backend, x), address(backend, indices), address(backend, out)] as const;
  inParts(backend, 'gather', [...places, size, count, row], {
    count: util.sizeFromShape(before) * count,
    nanoseconds: util.sizeFromShape(out.shape) * perElement,
  });
  return out;
});
