import { backend_util, util } from '@tensorflow/tfjs-core';
import type { KernelConfig, SumAttrs, SumInputs } from '@tensorflow/tfjs-core';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { runStock } from './stock.ts';
import { sumOverMiddle } from './sum-over-middle.ts';

/** The tensor as [outer, reduced, inner] with the axes in the middle, or nothing where they are not neighbours. */
function asMiddle(shape: number[], axes: number[]): [number, number, number] | undefined {
  const first = axes[0] ?? 0;
  if (axes.length === 0 || axes.some((axis, i) => axis !== first + i)) return undefined;
  const size = (from: number, to?: number) => util.sizeFromShape(shape.slice(from, to));
  return [size(0, first), size(first, first + axes.length), size(first + axes.length)];
}

const reduction = (name: string, scale: (count: number) => number) =>
  defineKernel<SumInputs, SumAttrs>(name, (args) => {
    const { inputs, backend, attrs } = args;
    const { x } = inputs;
    const axes = util.parseAxisParam(attrs.axis, x.shape).toSorted((p, q) => p - q);
    const middle = asMiddle(x.shape, axes);
    if (x.dtype !== 'float32' || !middle || util.sizeFromShape(x.shape) === 0) {
      return runStock(name, args);
    }
    const [shape] = backend_util.computeOutAndReduceShapes(x.shape, axes);
    const out = backend.makeOutput(
      attrs.keepDims ? backend_util.expandShapeToKeepDim(shape, axes) : shape,
      'float32',
    );
    const [from, to] = [address(backend, x), address(backend, out)];
    sumOverMiddle(backend, from, to, middle, scale(middle[1]));
    return out;
  });

/** Sum and mean over neighbouring axes in one pass, where the stock kernels transpose the tensor first. */
export const reductions: KernelConfig[] = [
  reduction('Sum', () => 1),
  reduction('Mean', (count) => 1 / count),
];
