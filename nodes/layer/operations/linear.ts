import {
  fanInUniform,
  type Initializer,
  type NodeContext,
  type Tensor,
  type WeightOptions,
} from '../../../src/spec/index.ts';

export interface LinearOptions extends Omit<WeightOptions, 'decay'> {
  readonly bias?: boolean;
  /** How kernel and bias begin; both uniform in ±1/√fan-in where nothing is said, PyTorch's default. */
  readonly initial?: { readonly kernel: Initializer; readonly bias: Initializer };
}

/**
 * x·W + b with weights `name.kernel` (in × out) and, where wanted, `name.bias`, which does not decay.
 *
 * @param x N×D
 * @returns N×`width`
 */
export function linear<P>(
  context: NodeContext<P>,
  name: string,
  x: Tensor,
  width: number,
  { bias = true, initial, ...options }: LinearOptions = {},
): Tensor {
  const { ops } = context;
  const size = x.shape[1]!;
  const { kernel, bias: offset } = initial ?? { kernel: fanInUniform(size), bias: fanInUniform(size) };
  const y = ops.matMul(x, context.weight(`${name}.kernel`, [size, width], kernel, options));
  return bias ? ops.add(y, context.weight(`${name}.bias`, [width], offset, { ...options, decay: false })) : y;
}
