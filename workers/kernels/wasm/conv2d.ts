import { util } from '@tensorflow/tfjs-core';
import type { Conv2DAttrs, Conv2DInputs } from '@tensorflow/tfjs-core';
import { convGeometry, multiplyAdds } from './conv-geometry.ts';
import { defineKernel } from './define-kernel.ts';
import { address, withScratch } from './heap.ts';
import { inParts, perMultiplyAdd } from './in-parts.ts';
import { native } from './native.ts';

/** y [B,OH,OW,N] = x [B,H,W,C] * filter [KH,KW,C,N]. */
export const conv2D = defineKernel<Conv2DInputs, Conv2DAttrs>('Conv2D', ({ inputs, backend, attrs }) => {
  const { x, filter } = inputs;
  const { geometry, outShape } = convGeometry(x.shape, filter.shape, attrs);
  const y = backend.makeOutput(outShape, 'float32');
  if (util.sizeFromShape(outShape) === 0) return y;
  const kernels = native(backend);
  const [xAt, filterAt, yAt] = [address(backend, x), address(backend, filter), address(backend, y)];
  const [b, , , c, kh, kw, n, oh, ow] = geometry;
  const k = kh * kw * c;
  withScratch(backend, kernels.packedBytes(k, n), (packed) => {
    kernels.packAll(filterAt, k, n, packed);
    inParts(backend, 'conv2dForward', [xAt, packed, yAt, ...geometry], {
      count: b * oh * ow,
      unit: kernels.windowsAtOnce(k),
      nanoseconds: multiplyAdds(geometry) * perMultiplyAdd,
      scratch: kernels.conv2dForwardScratch(k),
    });
  });
  return y;
});
