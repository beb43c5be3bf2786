import { broadcast_util, util } from '@tensorflow/tfjs-core';
import type { BatchMatMulAttrs, BatchMatMulInputs } from '@tensorflow/tfjs-core';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { inParts, perMultiplyAdd } from './in-parts.ts';
import { native } from './native.ts';

/**
 * a [..., m, k] · b [..., k, n] with either transposed; one side may have a batch of one, which is repeated.
 * @throws if the inner sizes differ, or the batches differ and neither is one
 */
export const batchMatMul = defineKernel<BatchMatMulInputs, BatchMatMulAttrs>(
  'BatchMatMul',
  ({ inputs, backend, attrs }) => {
    const { a, b } = inputs;
    const { transposeA, transposeB } = attrs;
    const [rowsA = 1, colsA = 1] = a.shape.slice(-2);
    const [rowsB = 1, colsB = 1] = b.shape.slice(-2);
    const [m, k] = transposeA ? [colsA, rowsA] : [rowsA, colsA];
    const [inner, n] = transposeB ? [colsB, rowsB] : [rowsB, colsB];
    util.assert(
      k === inner,
      () => `matMul: inner sizes ${k} and ${inner} of ${a.shape} and ${b.shape} differ`,
    );
    const outer = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const [batchA, batchB] = [a, b].map((t) => util.sizeFromShape(t.shape.slice(0, -2))) as [number, number];
    const batch = util.sizeFromShape(outer);
    util.assert(
      [batchA, batchB].every((size) => size === batch || size === 1),
      () => `matMul: batches of ${a.shape} and ${b.shape} neither agree nor are one`,
    );
    const out = backend.makeOutput([...outer, m, n], 'float32');
    if (batch * m * n === 0) return out;
    const [aAt, bAt, outAt] = [address(backend, a), address(backend, b), address(backend, out)];
    // rows of all batches times one matrix are one product
    const joined = !transposeA && batchB === 1 && batchA === batch;
    const [times, height] = joined ? [1, batch * m] : [batch, m];
    const [strideA, strideB] = [batchA === 1 ? 0 : m * k, batchB === 1 ? 0 : k * n];
    const given: Parameters<typeof inParts<'batchGemm'>>[2] = [
      ...([aAt, bAt, outAt, strideA, strideB] as const),
      ...([height, n, k, transposeA, transposeB] as const),
    ];
    inParts(backend, 'batchGemm', given, {
      count: times * height,
      // a part of a matrix packs the whole of b again
      unit: times > 8 ? height : 32,
      nanoseconds: times * height * n * k * perMultiplyAdd,
      scratch: native(backend).gemmScratch(n, k),
    });
    return out;
  },
);
