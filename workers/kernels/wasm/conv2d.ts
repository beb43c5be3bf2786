import { util } from '@tensorflow/tfjs-core';
import type { Conv2DAttrs, Conv2DInputs } from '@tensorflow/tfjs-core';
import { convGeometry } from './conv-geometry.ts';
import { defineKernel } from './define-kernel.ts';
import { address, withScratch } from './heap.ts';
import { native } from './native.ts';

/** y [B,OH,OW,N] = x [B,H,W,C] * filter [KH,KW,C,N]. */
export const conv2D = defineKernel<Conv2DInputs, Conv2DAttrs>('Conv2D', ({ inputs, backend, attrs }) => {
  const { x, filter } = inputs;
  const { geometry, outShape } = convGeometry(x.shape, filter.shape, attrs);
  const y = backend.makeOutput(outShape, 'float32');
  if (util.sizeFromShape(outShape) === 0) return y;
  const kernels = native(backend);
  const [xAt, filterAt, yAt] = [address(backend, x), address(backend, filter), address(backend, y)];
  const [, , , c, kh, kw, n] = geometry;
  withScratch(backend, kernels.conv2dForwardScratch(kh * kw * c, n), (scratch) =>
    kernels.conv2dForward(xAt, filterAt, yAt, scratch, ...geometry),
  );
  return y;
});
