import type { Tensor, TensorOps } from '../../../src/spec/index.ts';
import { gelu } from '../../math/operations/gelu.ts';

export type Activation = 'none' | 'relu' | 'gelu';

/** The non-linearity of a layer, element by element. */
export function activate(ops: TensorOps, x: Tensor, activation: Activation): Tensor {
  if (activation === 'none') return x;
  return activation === 'relu' ? ops.relu(x) : gelu(ops, x);
}
