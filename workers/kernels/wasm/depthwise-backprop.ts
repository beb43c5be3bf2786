import { util } from '@tensorflow/tfjs-core';
import type {
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropFilterInputs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  DepthwiseConv2dNativeBackpropInputInputs,
} from '@tensorflow/tfjs-core';
import { convGeometry } from './conv-geometry.ts';
import { defineKernel } from './define-kernel.ts';
import { address, withScratch } from './heap.ts';
import { native } from './native.ts';

/** Gradient of a depthwise convolution with respect to its input: dy [B,OH,OW,C·M], filter [KH,KW,C,M] to [B,H,W,C]. */
export const depthwiseBackpropInput = defineKernel<
  DepthwiseConv2dNativeBackpropInputInputs,
  DepthwiseConv2dNativeBackpropInputAttrs
>('DepthwiseConv2dNativeBackpropInput', ({ inputs, backend, attrs }) => {
  const { dy, filter } = inputs;
  const { geometry } = convGeometry(attrs.inputShape, filter.shape, attrs, true);
  const dx = backend.makeOutput(attrs.inputShape, 'float32');
  native(backend).depthwiseBackpropInput(
    address(backend, dy),
    address(backend, filter),
    address(backend, dx),
    ...geometry,
  );
  return dx;
});

/** Gradient of a depthwise convolution with respect to its filter: x [B,H,W,C], dy [B,OH,OW,C·M] to [KH,KW,C,M]. */
export const depthwiseBackpropFilter = defineKernel<
  DepthwiseConv2dNativeBackpropFilterInputs,
  DepthwiseConv2dNativeBackpropFilterAttrs
>('DepthwiseConv2dNativeBackpropFilter', ({ inputs, backend, attrs }) => {
  const { x, dy } = inputs;
  const { geometry } = convGeometry(x.shape, attrs.filterShape, attrs, true);
  const dw = backend.makeOutput(attrs.filterShape, 'float32');
  const [xAt, dyAt, dwAt] = [address(backend, x), address(backend, dy), address(backend, dw)];
  withScratch(backend, 4 * util.sizeFromShape(attrs.filterShape.slice(2)), (scratch) =>
    native(backend).depthwiseBackpropFilter(xAt, dyAt, dwAt, scratch, ...geometry),
  );
  return dw;
});
