import { backend_util } from '@tensorflow/tfjs-core';
import type { Conv2DAttrs } from '@tensorflow/tfjs-core';
import type { ConvGeometry } from './native-kernels.ts';

type Shape4 = [number, number, number, number];

/** What the attributes of all convolution kernels have in common; tfjs's gradient kernels leave dilations out. */
export type ConvAttrs = Pick<Conv2DAttrs, 'strides' | 'pad' | 'dimRoundingMode'> &
  Partial<Pick<Conv2DAttrs, 'dilations' | 'dataFormat'>>;

/**
 * Resolves strides, padding and sizes of a convolution as tfjs does, for our native kernels.
 * @throws if the data format is not NHWC, as the stock kernels do
 */
export function convGeometry(
  inputShape: number[],
  filterShape: number[],
  attrs: ConvAttrs,
  depthwise = false,
): { geometry: ConvGeometry; outShape: number[] } {
  const { strides, dilations = 1, pad, dimRoundingMode, dataFormat = 'NHWC' } = attrs;
  if (dataFormat !== 'NHWC') throw new Error(`the wasm backend convolves NHWC only, not ${dataFormat}`);
  const [shape, filter] = [inputShape as Shape4, filterShape as Shape4];
  const info = backend_util.computeConv2DInfo(
    shape,
    filter,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    depthwise,
  );
  const geometry: ConvGeometry = [
    info.batchSize,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.filterHeight,
    info.filterWidth,
    filter[3],
    info.outHeight,
    info.outWidth,
    info.strideHeight,
    info.strideWidth,
    info.padInfo.top,
    info.padInfo.left,
    info.dilationHeight,
    info.dilationWidth,
  ];
  return { geometry, outShape: info.outShape };
}

/** Multiply-adds of a convolution, forward or a gradient. */
export function multiplyAdds([b, , , c, kh, kw, n, oh, ow]: ConvGeometry): number {
  return b * oh * ow * kh * kw * c * n;
}
