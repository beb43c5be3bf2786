import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { RunKernel } from './composed-filter-gradient.ts';

export interface InputGradient {
  /** B×h×w×N */
  readonly dy: TensorInfo;
  /** kh × kw × C × N */
  readonly filter: TensorInfo;
  readonly stride: number;
  readonly pad: number;
  /** B×H×W×C */
  readonly inputShape: readonly number[];
}

/**
 * The gradient of a convolution in its input, where tfjs's own kernel is a plain loop: a convolution of dy, `stride − 1`
 * zeros behind every row and column of it, with the filter turned around.
 */
export function composedInputGradient(
  { dy, filter, stride, pad, inputShape }: InputGradient,
  run: RunKernel,
  dispose: (tensor: TensorInfo) => void,
): TensorInfo {
  const [b = 0, h = 0, w = 0, n = 0] = dy.shape;
  const [kh = 0, kw = 0] = filter.shape;
  const [, height = 0, width = 0] = inputShape;
  const made: TensorInfo[] = [];
  const make = (...args: Parameters<RunKernel>): TensorInfo => {
    const tensor = run(...args);
    made.push(tensor);
    return tensor;
  };
  /** Rows with `stride − 1` times as many zeros behind each. */
  const interleave = (x: TensorInfo, rows: number, size: number): TensorInfo => {
    const flat = make('Reshape', { x }, { shape: [rows, size] });
    const paddings = [[0, 0], [0, (stride - 1) * size]]; // prettier-ignore
    return make('PadV2', { x: flat }, { paddings, constantValue: 0 });
  };
  const spread = (): TensorInfo => {
    const wide = interleave(dy, b * h * w, n);
    const tall = interleave(wide, b * h, stride * w * n);
    return make('Reshape', { x: tall }, { shape: [b, stride * h, stride * w, n] });
  };
  const x = stride === 1 ? dy : spread();
  const turned = make('Reverse', { x: filter }, { dims: [0, 1] });
  const kernel = make('Transpose', { x: turned }, { perm: [0, 1, 3, 2] });
  // in front what the forward pass did not pad of a window; behind what then is missing to the input's size
  const pads = (k: number, size: number, spreadSize: number): [number, number] => {
    const front = k - 1 - pad;
    return [front, size - spreadSize + k - 1 - front];
  };
  const attrs = {
    strides: [1, 1],
    dilations: [1, 1],
    pad: [[0, 0], pads(kh, height, stride * h), pads(kw, width, stride * w), [0, 0]],
    dataFormat: 'NHWC',
  };
  const gradient = run('Conv2D', { x, filter: kernel }, attrs);
  made.forEach(dispose);
  return gradient;
}
