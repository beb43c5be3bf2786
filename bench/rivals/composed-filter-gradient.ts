import type { TensorInfo } from '@tensorflow/tfjs-core';

export interface FilterGradient {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
  readonly stride: number;
  readonly pad: number;
  /** kh × kw × C × N */
  readonly filterShape: readonly number[];
}

/** Runs one of tfjs's kernels by its name. */
export type RunKernel = (name: string, inputs: Record<string, TensorInfo>, attrs: object) => TensorInfo;

/**
 * The gradient of a convolution in its filter, which tfjs's wasm backend lacks, from kernels it has: a convolution of x with
 * dy, batch and channels exchanged, dilated by the stride.
 */
export function composedFilterGradient(
  { x, dy, stride, pad, filterShape }: FilterGradient,
  run: RunKernel,
  dispose: (tensor: TensorInfo) => void,
): TensorInfo {
  const [kh = 0, kw = 0, c = 0, n = 0] = filterShape;
  const images = run('Transpose', { x }, { perm: [3, 1, 2, 0] });
  const filter = run('Transpose', { x: dy }, { perm: [1, 2, 0, 3] });
  const pads = [
    [0, 0],
    [pad, pad],
    [pad, pad],
    [0, 0],
  ];
  const attrs = { strides: [1, 1], dilations: [stride, stride], pad: pads, dataFormat: 'NHWC' };
  const full = run('Conv2D', { x: images, filter }, attrs);
  const cut = run('Slice', { x: full }, { begin: [0, 0, 0, 0], size: [c, kh, kw, n] });
  const gradient = run('Transpose', { x: cut }, { perm: [1, 2, 0, 3] });
  for (const tensor of [images, filter, full, cut]) dispose(tensor);
  return gradient;
}
