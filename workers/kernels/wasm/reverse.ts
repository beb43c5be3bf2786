import { util } from '@tensorflow/tfjs-core';
import type { ReverseAttrs, ReverseInputs, TensorInfo } from '@tensorflow/tfjs-core';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { native } from './native.ts';
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
    native(backend).reverse(address(backend, current), address(backend, next), outer, x.shape[axis]!, row);
    if (current !== x) backend.disposeData(current.dataId);
    current = next;
  }
  return current;
});
