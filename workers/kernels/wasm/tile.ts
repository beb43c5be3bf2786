import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo, TileAttrs, TileInputs } from '@tensorflow/tfjs-core';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { inParts, perElement } from './in-parts.ts';
import { isFourBytes, runStock } from './stock.ts';

/** Repeats a tensor along its axes: one pass for each repeated axis, innermost first. */
export const tile = defineKernel<TileInputs, TileAttrs>('Tile', (args) => {
  const { inputs, backend, attrs } = args;
  const { x } = inputs;
  const repeated = attrs.reps.flatMap((times, axis) => (times === 1 ? [] : [axis]));
  const empty = util.sizeFromShape(x.shape) === 0 || attrs.reps.includes(0);
  if (!isFourBytes(x) || repeated.length === 0 || empty) return runStock('Tile', args);
  let current: TensorInfo = x;
  for (const axis of repeated.reverse()) {
    const shape = current.shape.map((size, i) => (i === axis ? size * attrs.reps[axis]! : size));
    const next = backend.makeOutput(shape, x.dtype);
    const outer = util.sizeFromShape(shape.slice(0, axis));
    const row = util.sizeFromShape(current.shape.slice(axis));
    const times = attrs.reps[axis]!;
    inParts(backend, 'repeat', [address(backend, current), address(backend, next), times, row], {
      count: outer * times,
      nanoseconds: outer * times * row * perElement,
    });
    if (current !== x) backend.disposeData(current.dataId);
    current = next;
  }
  return current;
});
