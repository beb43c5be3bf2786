import { util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropInputAttrs, Conv2DBackpropInputInputs } from '@tensorflow/tfjs-core';
import { convGeometry, multiplyAdds } from './conv-geometry.ts';
import type { ConvAttrs } from './conv-geometry.ts';
import { defineKernel } from './define-kernel.ts';
import { address, withScratch } from './heap.ts';
import { inParts, perMultiplyAdd } from './in-parts.ts';
import { native } from './native.ts';

type Attrs = Conv2DBackpropInputAttrs & ConvAttrs;

/** Gradient of a convolution with respect to its input: dy [B,OH,OW,N], filter [KH,KW,C,N] to [B,H,W,C]. */
export const conv2DBackpropInput = defineKernel<Conv2DBackpropInputInputs, Attrs>(
  'Conv2DBackpropInput',
  ({ inputs, backend, attrs }) => {
    const { dy, filter } = inputs;
    const { geometry } = convGeometry(attrs.inputShape, filter.shape, attrs);
    const dx = backend.makeOutput(attrs.inputShape, 'float32');
    if (util.sizeFromShape(attrs.inputShape) === 0) return dx;
    const kernels = native(backend);
    const [dyAt, filterAt, dxAt] = [address(backend, dy), address(backend, filter), address(backend, dx)];
    const [b, h, w, c, kh, kw, n] = geometry;
    const k = kh * kw * n;
    withScratch(backend, kernels.packedBytes(k, c), (packed) => {
      withScratch(backend, k * c * 4, (scratch) =>
        kernels.conv2dBackpropInputPack(filterAt, packed, scratch, ...geometry),
      );
      inParts(backend, 'conv2dBackpropInput', [dyAt, packed, dxAt, ...geometry], {
        count: b * h * w,
        unit: kernels.windowsAtOnce(k),
        nanoseconds: multiplyAdds(geometry) * perMultiplyAdd,
        scratch: kernels.conv2dBackpropInputScratch(k, c),
      });
    });
    return dx;
  },
);
