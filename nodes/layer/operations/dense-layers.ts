import type { NodeContext, Tensor } from '../../../src/spec/index.ts';
import type { NormGroups } from '../../params/norm-views.ts';
import { activate, type Activation } from './activation.ts';
import { layerNorm } from './layer-norm.ts';
import { linear, type LinearOptions } from './linear.ts';
import { namedAffine } from './named-affine.ts';
import { namedBatchNorm } from './named-batch-norm.ts';

export type DenseNorm = 'none' | 'batch' | 'batchNoAffine' | 'layer';

export interface DenseLayer {
  readonly width: number;
  readonly norm: DenseNorm;
  readonly activation: Activation;
}

/**
 * Layers `layer1`, `layer2`, …: linear – norm – activation each. In front of a batch norm there is no bias, because
 * subtracting the batch's mean removes it; layers with other norms or none have one if `bias` says so.
 *
 * @param x N×D
 * @param groups over which rows batch norms take their statistics
 */
export function denseLayers<P>(
  context: NodeContext<P>,
  x: Tensor,
  layers: readonly DenseLayer[],
  groups: NormGroups,
  { bias = true, ...options }: LinearOptions = {},
): Tensor {
  const { ops } = context;
  const part = options.part && { part: options.part };
  return layers.reduce((input, { width, norm, activation }, index) => {
    const name = `layer${index + 1}`;
    const batch = norm === 'batch' || norm === 'batchNoAffine';
    let y = linear(context, name, input, width, { ...options, bias: bias && !batch });
    if (batch) y = namedBatchNorm(context, name, y, groups, { affine: norm === 'batch', ...part });
    if (norm === 'layer') y = layerNorm(ops, y, namedAffine(context, name, width, part));
    return activate(ops, y, activation);
  }, x);
}
