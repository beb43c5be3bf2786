import { backend_util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropFilterAttrs, KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { stock } from './stock.ts';

type Shape4 = [number, number, number, number];

/**
 * Gradient of a convolution with respect to its filter: x [B,H,W,C], dy [B,OH,OW,N] to [KH,KW,C,N].
 *
 * It is a convolution again: channels of x are its batch, the batch is its channels, dy is its kernel, dilated by the
 * forward stride.
 */
function kernelFunc(args: {
  inputs: { x: TensorInfo; dy: TensorInfo };
  backend: BackendWasm;
  attrs: Conv2DBackpropFilterAttrs;
}): TensorInfo {
  const { inputs, backend, attrs } = args;
  const { x, dy } = inputs;
  const { strides, pad, dimRoundingMode, filterShape } = attrs;
  const info = backend_util.computeConv2DInfo(
    x.shape as Shape4,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const after = (kernel: number, stride: number, out: number, size: number, before: number) =>
    Math.max(0, kernel - 1 + (out - 1) * stride + 1 - size - before);
  const { top, left } = info.padInfo;
  const bottom = after(info.filterHeight, info.strideHeight, info.outHeight, info.inHeight, top);
  const right = after(info.filterWidth, info.strideWidth, info.outWidth, info.inWidth, left);
  const xT = stock(backend, 'Transpose', { x }, { perm: [3, 1, 2, 0] });
  const dyT = stock(backend, 'Transpose', { x: dy }, { perm: [1, 2, 0, 3] });
  const full = stock(
    backend,
    'Conv2D',
    { x: xT, filter: dyT },
    {
      strides: [1, 1],
      dilations: [info.strideHeight, info.strideWidth],
      pad: [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
      dataFormat: 'NHWC',
    },
  );
  const cut = stock(
    backend,
    'Slice',
    { x: full },
    { begin: [0, 0, 0, 0], size: [info.inChannels, info.filterHeight, info.filterWidth, info.outChannels] },
  );
  const out = stock(backend, 'Transpose', { x: cut }, { perm: [1, 2, 0, 3] });
  for (const t of [xT, dyT, full, cut]) backend.disposeData(t.dataId);
  return out;
}

export const conv2DBackpropFilter: KernelConfig = {
  kernelName: 'Conv2DBackpropFilter',
  backendName: 'wasm',
  kernelFunc: kernelFunc as unknown as KernelFunc,
};
