import { util } from '@tensorflow/tfjs-core';
import type { ReverseAttrs, ReverseInputs, TensorInfo } from '@tensorflow/tfjs-core';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { inParts, perElement } from './in-parts.ts';
import { isFourBytes, runStock } from './stock.ts';

/** Reverses the order along some axes, one after another. */
export const reverse = defineKernel<ReverseInputs, ReverseAttrs>('Reverse', (args) => {
  const { inputs, backend, attrs } = args;
  const { x } = inputs;
  const axes = x.shape.length === 0 ? [] : util.parseAxisParam(attrs.dims, x.shape);
  if (!isFourBytes(x) || axes.length === 0) return runStock('Reverse', args);
  let current: TensorInfo = x;
  for (const axis of axes) {
    const next = backend.makeOutput(x.shape, x.dtype);
    const outer = util.sizeFromShape(x.shape.slice(0, axis));
    const row = util.sizeFromShape(x.shape.slice(axis + 1));
    const given = [address(backend, current), address(backend, next), x.shape[axis]!, row] as const;
    inParts(backend, 'reverse', [...given], {
      count: outer * x.shape[axis]!,
      nanoseconds: outer * x.shape[axis]! * row * perElement,
    });
    if (current !== x) backend.disposeData(current.dataId);
    current = next;
  }
  return current;
});
