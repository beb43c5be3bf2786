import { backend_util } from '@tensorflow/tfjs-core';
import type { Conv2DBackpropInputAttrs, KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { stock } from './stock.ts';

/** dy with `stride - 1` zero rows and columns between its own, [B,OH,OW,N] to [B,(OH-1)·s+1,(OW-1)·s+1,N]. */
function interleave(backend: BackendWasm, dy: TensorInfo, strideH: number, strideW: number): TensorInfo {
  const [b = 0, h = 0, w = 0, n = 0] = dy.shape;
  const [height, width] = [(h - 1) * strideH + 1, (w - 1) * strideW + 1];
  const out = backend.makeOutput([b, height, width, n], 'float32');
  const from = backend.typedArrayFromHeap(dy);
  const to = backend.typedArrayFromHeap(out).fill(0);
  for (let i = 0; i < b * h; i++) {
    const row = (Math.floor(i / h) * height + (i % h) * strideH) * width;
    for (let j = 0; j < w; j++) {
      const at = (i * w + j) * n;
      to.set(from.subarray(at, at + n), (row + j * strideW) * n);
    }
  }
  return out;
}

/**
 * Gradient of a convolution with respect to its input: dy [B,OH,OW,N], filter [KH,KW,C,N] to [B,H,W,C], as a forward
 * convolution of the zero-interleaved dy with the flipped, transposed filter.
 */
function kernelFunc(args: {
  inputs: { dy: TensorInfo; filter: TensorInfo };
  backend: BackendWasm;
  attrs: Conv2DBackpropInputAttrs;
}): TensorInfo {
  const { inputs, backend, attrs } = args;
  const { dy, filter } = inputs;
  const { strides, pad, dimRoundingMode, inputShape } = attrs;
  const filterShape = filter.shape as [number, number, number, number];
  const info = backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, dimRoundingMode);
  const flipped = stock(backend, 'Reverse', { x: filter }, { dims: [0, 1] });
  const kernel = stock(backend, 'Transpose', { x: flipped }, { perm: [0, 1, 3, 2] });
  const spread = interleave(backend, dy, info.strideHeight, info.strideWidth);
  const before = (kernelSize: number, padding: number) => kernelSize - 1 - padding;
  const pads = [
    [before(info.filterHeight, info.padInfo.top), spread.shape[1]!, info.inHeight],
    [before(info.filterWidth, info.padInfo.left), spread.shape[2]!, info.inWidth],
  ] as const;
  // out = before + spread + after - kernel + 1 must be the input's size; a negative padding is a cut instead
  const sizes = [info.filterHeight, info.filterWidth] as const;
  const after = pads.map(([b, s, size], i) => size + sizes[i]! - 1 - b - s);
  const begin = pads.map(([b]) => Math.max(0, -b));
  const end = pads.map(([, s], i) => s - Math.max(0, -after[i]!));
  if (end.some((stop, i) => stop <= begin[i]!)) {
    // every output saw padding alone
    for (const t of [flipped, kernel, spread]) backend.disposeData(t.dataId);
    const zeros = backend.makeOutput(inputShape, 'float32');
    backend.typedArrayFromHeap(zeros).fill(0);
    return zeros;
  }
  const cut = stock(
    backend,
    'Slice',
    { x: spread },
    {
      begin: [0, begin[0]!, begin[1]!, 0],
      size: [spread.shape[0]!, end[0]! - begin[0]!, end[1]! - begin[1]!, spread.shape[3]!],
    },
  );
  const out = stock(
    backend,
    'Conv2D',
    { x: cut, filter: kernel },
    {
      strides: [1, 1],
      dilations: [1, 1],
      pad: [
        [0, 0],
        [Math.max(0, pads[0][0]), Math.max(0, after[0]!)],
        [Math.max(0, pads[1][0]), Math.max(0, after[1]!)],
        [0, 0],
      ],
      dataFormat: 'NHWC',
    },
  );
  for (const t of [flipped, kernel, spread, cut]) backend.disposeData(t.dataId);
  return out;
}

export const conv2DBackpropInput: KernelConfig = {
  kernelName: 'Conv2DBackpropInput',
  backendName: 'wasm',
  kernelFunc: kernelFunc as unknown as KernelFunc,
};
