import { backend_util } from '@tensorflow/tfjs-core';
import type { KernelConfig, KernelFunc, MaxPoolGradAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/**
 * Gradient of max pooling: input [B,H,W,C], dy [B,OH,OW,C] to [B,H,W,C]. The first maximum of a window in row-major
 * order receives its gradient, whatever its sign (the stock kernel starts its search from 0 and sends the gradient of a
 * window without a positive value to the tensor's first element).
 */
function kernelFunc(args: {
  inputs: { dy: TensorInfo; input: TensorInfo };
  backend: BackendWasm;
  attrs: MaxPoolGradAttrs;
}): TensorInfo {
  const { inputs, backend, attrs } = args;
  const { dy, input } = inputs;
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const shape = input.shape as [number, number, number, number];
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const dx = backend.makeOutput(input.shape, 'float32');
  const [x, g] = [backend.typedArrayFromHeap(input), backend.typedArrayFromHeap(dy)];
  const out = backend.typedArrayFromHeap(dx).fill(0);
  const { inHeight: H, inWidth: W, inChannels: C, outHeight, outWidth } = info;
  for (let b = 0, at = 0; b < info.batchSize; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      const top = oy * info.strideHeight - info.padInfo.top;
      for (let ox = 0; ox < outWidth; ox++) {
        const left = ox * info.strideWidth - info.padInfo.left;
        for (let c = 0; c < C; c++, at++) {
          let best = -Infinity;
          let where = -1;
          for (let y = Math.max(0, top); y < Math.min(H, top + info.filterHeight); y++) {
            for (let xx = Math.max(0, left); xx < Math.min(W, left + info.filterWidth); xx++) {
              const i = ((b * H + y) * W + xx) * C + c;
              if (x[i]! > best) {
                best = x[i]!;
                where = i;
              }
            }
          }
          if (where >= 0) out[where]! += g[at]!;
        }
      }
    }
  }
  return dx;
}

export const maxPoolGrad: KernelConfig = {
  kernelName: 'MaxPoolGrad',
  backendName: 'wasm',
  kernelFunc: kernelFunc as unknown as KernelFunc,
};
