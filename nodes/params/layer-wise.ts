import {
  param,
  z,
  type Schedule,
  type Tensor,
  type TensorOps,
  type WeightGroup,
} from '../../src/spec/index.ts';
import { decaySchedule } from './weight-decay.ts';

/** Parameters of optimisers that give every tensor a rate of its own. */
export const layerWiseParams = {
  excludeNormAndBias: param(z.boolean().default(true), {
    label: 'Spare norms and biases',
    help: 'Biases and gains and offsets of norms are neither decayed nor given a rate of their own, as in SimCLR and BYOL.',
    tier: 'advanced',
  }),
} as const;

interface LayerWise {
  readonly excludeNormAndBias: boolean;
}

/** Whether the tensors of a group get rates of their own. */
export function isAdapted(
  { excludeNormAndBias }: LayerWise,
  { exempt }: Pick<WeightGroup, 'exempt'>,
): boolean {
  return !(exempt && excludeNormAndBias);
}

/** Weight decay of one group: what gets no rate of its own is not decayed either. */
export function layerWiseDecay(
  params: LayerWise & Parameters<typeof decaySchedule>[0],
  steps: number,
  group: Pick<WeightGroup, 'exempt'>,
): Schedule {
  return isAdapted(params, group) ? decaySchedule(params, steps) : { kind: 'constant', value: 0 };
}

/** ‖x‖₂ over all elements. */
export function norm(ops: TensorOps, x: Tensor): Tensor {
  return ops.sqrt(ops.sum(ops.square(x)));
}
