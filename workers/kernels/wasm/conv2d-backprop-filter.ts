import { util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropFilterAttrs, Conv2DBackpropFilterInputs } from '@tensorflow/tfjs-core';
import { convGeometry } from './conv-geometry.ts';
import type { ConvAttrs } from './conv-geometry.ts';
import { defineKernel } from './define-kernel.ts';
import { address, withScratch } from './heap.ts';
import { native } from './native.ts';

type Attrs = Conv2DBackpropFilterAttrs & ConvAttrs;

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
    const [, , , c, kh, kw, n] = geometry;
    withScratch(backend, kernels.conv2dBackpropFilterScratch(kh * kw * c, n), (scratch) =>
      kernels.conv2dBackpropFilter(xAt, dyAt, dwAt, scratch, ...geometry),
    );
    return dw;
  },
);
