import { fanInUniform, type Initializer, type NodeContext, type Tensor } from '../../../src/spec/index.ts';

export interface ConvolutionOptions {
  readonly size: number;
  readonly stride: number;
  readonly bias: boolean;
  /** How kernel and bias begin; uniform in ±1/√fan-in where nothing is said, PyTorch's default. */
  readonly initial?: Initializer;
}

/**
 * A convolution with an odd window, padded by (size − 1)/2, with weights `name.kernel` (HWIO) and, where wanted,
 * `name.bias`, which does not decay.
 *
 * @param x N×H×W×C
 * @returns N×h×w×`width`
 */
export function convolution<P>(
  context: NodeContext<P>,
  name: string,
  x: Tensor,
  width: number,
  { size, stride, bias, initial }: ConvolutionOptions,
): Tensor {
  const { ops } = context;
  const channels = x.shape[3]!;
  const start = initial ?? fanInUniform(size * size * channels);
  const kernel = context.weight(`${name}.kernel`, [size, size, channels, width], start);
  const y = ops.conv2d(x, kernel, { stride, padding: (size - 1) / 2 });
  return bias ? ops.add(y, context.weight(`${name}.bias`, [width], start, { decay: false })) : y;
}
