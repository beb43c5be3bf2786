import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { RunKernel } from './composed-filter-gradient.ts';

/**
 * The gradient of a 3×3 convolution of stride 2 and padding 1 in its input (of even height and width), where tfjs's own
 * kernel is a plain loop: a convolution of dy, a zero behind every row and column of it, with the filter turned around.
 *
 * @param dy B×h×w×N
 * @param filter 3×3×C×N
 * @returns B×2h×2w×C
 */
export function composedInputGradient(
  dy: TensorInfo,
  filter: TensorInfo,
  run: RunKernel,
  dispose: (tensor: TensorInfo) => void,
): TensorInfo {
  const [b = 0, h = 0, w = 0, n = 0] = dy.shape;
  const made: TensorInfo[] = [];
  const make = (...args: Parameters<RunKernel>): TensorInfo => {
    const tensor = run(...args);
    made.push(tensor);
    return tensor;
  };
  /** Rows with as many zeros behind each. */
  const interleave = (x: TensorInfo, rows: number, size: number): TensorInfo => {
    const flat = make('Reshape', { x }, { shape: [rows, size] });
    return make('PadV2', { x: flat }, { paddings: [[0, 0], [0, size]], constantValue: 0 }); // prettier-ignore
  };
  const wide = interleave(dy, b * h * w, n);
  const tall = interleave(wide, b * h, 2 * w * n);
  const x = make('Reshape', { x: tall }, { shape: [b, 2 * h, 2 * w, n] });
  const turned = make('Reverse', { x: filter }, { dims: [0, 1] });
  const kernel = make('Transpose', { x: turned }, { perm: [0, 1, 3, 2] });
  const attrs = { strides: [1, 1], dilations: [1, 1], pad: 1, dataFormat: 'NHWC', dimRoundingMode: 'floor' };
  const gradient = run('Conv2D', { x, filter: kernel }, attrs);
  made.forEach(dispose);
  return gradient;
}
