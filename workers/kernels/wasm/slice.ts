import { slice_util, util } from '@tensorflow/tfjs-core';
import type { SliceAttrs, SliceInputs, Tensor } from '@tensorflow/tfjs-core';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { inParts, perElement } from './in-parts.ts';
import { isFourBytes, runStock } from './stock.ts';

/** A box cut out of a tensor; the stock kernel first copies the whole tensor to JavaScript. */
export const slice = defineKernel<SliceInputs, SliceAttrs>('Slice', (args) => {
  const { inputs, backend, attrs } = args;
  const { x } = inputs;
  const [begin, size] = slice_util.parseSliceParams(x as Tensor, attrs.begin, attrs.size) as [
    number[],
    number[],
  ];
  const strides = x.shape.map((_, i) => util.sizeFromShape(x.shape.slice(i + 1)));
  const offset = begin.reduce((sum, at, i) => sum + at * strides[i]!, 0);
  // axes that are taken whole join the one before them
  const axes: { size: number; stride: number }[] = [];
  for (const [i, count] of size.entries()) {
    const outer = axes.at(-1);
    if (outer && count === x.shape[i])
      axes[axes.length - 1] = { size: outer.size * count, stride: strides[i]! };
    else axes.push({ size: count, stride: strides[i]! });
  }
  if (axes.at(-1)?.stride !== 1) axes.push({ size: 1, stride: 1 });
  if (!isFourBytes(x) || axes.length > 4 || util.sizeFromShape(size) === 0) return runStock('Slice', args);
  while (axes.length < 4) axes.unshift({ size: 1, stride: 0 });
  const [d0, d1, d2, n] = axes.map((axis) => axis.size) as [number, number, number, number];
  const [s0, s1, s2] = axes.map((axis) => axis.stride) as [number, number, number, number];
  const out = backend.makeOutput(size, x.dtype);
  const from = address(backend, x) + offset * 4;
  inParts(backend, 'slice', [from, address(backend, out), d1, d2, n, s0, s1, s2], {
    count: d0 * d1 * d2,
    nanoseconds: d0 * d1 * d2 * n * perElement,
  });
  return out;
});
