import { backend_util, util } from '@tensorflow/tfjs-core';
import type { MaxPoolGradAttrs, MaxPoolGradInputs } from '@tensorflow/tfjs-core';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { inParts, perElement } from './in-parts.ts';

/**
 * Gradient of max pooling: input [B,H,W,C], dy [B,OH,OW,C] to [B,H,W,C]. The first maximum of a window in row-major
 * order receives its gradient, whatever its sign (the stock kernel starts its search from 0 and sends the gradient of a
 * window without a positive value to the tensor's first element).
 */
export const maxPoolGrad = defineKernel<MaxPoolGradInputs, MaxPoolGradAttrs>(
  'MaxPoolGrad',
  ({ inputs, backend, attrs }) => {
    const { dy, input } = inputs;
    const { filterSize, strides, pad, dimRoundingMode } = attrs;
    const shape = input.shape as [number, number, number, number];
    const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const dx = backend.makeOutput(input.shape, 'float32');
    const places = [address(backend, input), address(backend, dy), address(backend, dx)] as const;
    const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = info;
    const given: Parameters<typeof inParts<'maxPoolGrad'>>[2] = [
      ...([...places, inHeight, inWidth, inChannels, outHeight, outWidth] as const),
      ...([filterHeight, filterWidth, info.strideHeight, info.strideWidth] as const),
      ...([info.padInfo.top, info.padInfo.left] as const),
    ];
    inParts(backend, 'maxPoolGrad', given, {
      count: info.batchSize,
      nanoseconds: util.sizeFromShape(info.outShape) * filterHeight * filterWidth * perElement,
    });
    return dx;
  },
);
