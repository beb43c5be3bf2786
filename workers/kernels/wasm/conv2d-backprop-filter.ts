import { util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropFilterAttrs, Conv2DBackpropFilterInputs } from '@tensorflow/tfjs-core';
import { convGeometry, multiplyAdds } from './conv-geometry.ts';
import type { ConvAttrs } from './conv-geometry.ts';
import { defineKernel } from './define-kernel.ts';
import { address, withScratch } from './heap.ts';
import { inParts, perElement, perMultiplyAdd } from './in-parts.ts';
import { native } from './native.ts';

type Attrs = Conv2DBackpropFilterAttrs & ConvAttrs;

/** Segments that are summed apart, at most: enough for the threads, whose number must not matter to the result. */
const SEGMENTS = 8;
/** Blocks of windows in a segment, at least: with fewer, adding the segments up would cost too much. */
const BLOCKS = 4;
/** Bytes of the segments' sums, at most. */
const BYTES = 32 * 2 ** 20;

/** How many windows of so many a segment has: whole blocks. */
function segmentLength(windows: number, block: number, sumBytes: number): number {
  const most = Math.min(SEGMENTS, 1 + Math.floor(BYTES / sumBytes), Math.floor(windows / (BLOCKS * block)));
  return Math.ceil(windows / Math.max(1, most) / block) * block;
}

/** Gradient of a convolution with respect to its filter: x [B,H,W,C], dy [B,OH,OW,N] to [KH,KW,C,N]. */
export const conv2DBackpropFilter = defineKernel<Conv2DBackpropFilterInputs, Attrs>(
  'Conv2DBackpropFilter',
  ({ inputs, backend, attrs }) => {
    const { x, dy } = inputs;
    const { geometry } = convGeometry(x.shape, attrs.filterShape, attrs);
    const dw = backend.makeOutput(attrs.filterShape, 'float32');
    if (util.sizeFromShape(dy.shape) === 0) {
      backend.typedArrayFromHeap(dw).fill(0);
      return dw;
    }
    const kernels = native(backend);
    const [xAt, dyAt, dwAt] = [address(backend, x), address(backend, dy), address(backend, dw)];
    const [b, , , c, kh, kw, n, oh, ow] = geometry;
    const k = kh * kw * c;
    const windows = b * oh * ow;
    const segment = segmentLength(windows, kernels.windowsAtOnce(k), k * n * 4);
    const count = Math.ceil(windows / segment);
    const sum = (rest: number): void => {
      inParts(backend, 'conv2dBackpropFilter', [xAt, dyAt, dwAt, rest, segment, ...geometry], {
        count,
        nanoseconds: multiplyAdds(geometry) * perMultiplyAdd,
        scratch: kernels.conv2dBackpropFilterScratch(k, n),
      });
      if (count === 1) return;
      inParts(backend, 'addRowsTo', [dwAt, rest, count - 1, k * n], {
        count: k * n,
        nanoseconds: count * k * n * perElement,
      });
    };
    if (count === 1) sum(0);
    else withScratch(backend, (count - 1) * k * n * 4, sum);
    return dw;
  },
);
