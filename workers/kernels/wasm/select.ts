import { util } from '@tensorflow/tfjs-core';
import type { SelectInputs } from '@tensorflow/tfjs-core';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { inParts, perElement } from './in-parts.ts';
import { isFourBytes, runStock } from './stock.ts';

/** where(condition, t, e), all of one shape. */
export const select = defineKernel<SelectInputs, unknown>('Select', (args) => {
  const { inputs, backend } = args;
  const { condition, t, e } = inputs;
  const alike = util.arraysEqual(condition.shape, t.shape) && util.arraysEqual(t.shape, e.shape);
  if (!alike || !isFourBytes(t) || t.dtype !== e.dtype || condition.dtype !== 'bool')
    return runStock('Select', args);
  const out = backend.makeOutput(t.shape, t.dtype);
  const [yes, no] = [address(backend, t), address(backend, e)];
  const count = util.sizeFromShape(t.shape);
  inParts(backend, 'choose', [address(backend, condition), yes, no, address(backend, out)], {
    count,
    nanoseconds: count * perElement,
  });
  return out;
});
