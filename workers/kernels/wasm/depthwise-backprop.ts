import type {
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropFilterInputs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  DepthwiseConv2dNativeBackpropInputInputs,
} from '@tensorflow/tfjs-core';
import { convGeometry, multiplyAdds } from './conv-geometry.ts';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { inParts, perMultiplyAdd } from './in-parts.ts';

/** Gradient of a depthwise convolution with respect to its input: dy [B,OH,OW,C·M], filter [KH,KW,C,M] to [B,H,W,C]. */
export const depthwiseBackpropInput = defineKernel<
  DepthwiseConv2dNativeBackpropInputInputs,
  DepthwiseConv2dNativeBackpropInputAttrs
>('DepthwiseConv2dNativeBackpropInput', ({ inputs, backend, attrs }) => {
  const { dy, filter } = inputs;
  const { geometry } = convGeometry(attrs.inputShape, filter.shape, attrs, true);
  const dx = backend.makeOutput(attrs.inputShape, 'float32');
  const places = [address(backend, dy), address(backend, filter), address(backend, dx)] as const;
  inParts(backend, 'depthwiseBackpropInput', [...places, ...geometry], {
    count: geometry[0],
    nanoseconds: multiplyAdds(geometry) * perMultiplyAdd,
  });
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
  const [, , , c, kh, kw, multiplier] = geometry;
  const places = [address(backend, x), address(backend, dy), address(backend, dw)] as const;
  inParts(backend, 'depthwiseBackpropFilter', [...places, ...geometry], {
    count: kh * kw,
    nanoseconds: multiplyAdds(geometry) * perMultiplyAdd,
    scratch: 4 * c * multiplier,
  });
  return dw;
});
