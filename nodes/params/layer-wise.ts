import {
  param,
  z,
  type Schedule,
  type Tensor,
  type TensorOps,
  type WeightGroup,
} from '../../src/spec/index.ts';
import { learningRateSchedule } from './learning-rate.ts';
import { decaySchedule } from './weight-decay.ts';

/** Parameters of optimisers that give every tensor a rate of its own. */
export const layerWiseParams = {
  excludeNormAndBias: param(z.boolean().default(true), {
    label: 'Spare norms and biases',
    help: 'Biases and gains and offsets of norms are neither decayed nor given a rate of their own, as in SimCLR and BYOL.',
    tier: 'advanced',
  }),
  exemptScale: param(z.number().min(0).default(1), {
    label: 'Factor of the spared',
    help: 'The learning rate of spared norms and biases is the others’ times this: 0.024 in Barlow Twins’ recipe for ImageNet; 2 where a recipe’s code adds up two directions of a loss that are averaged here, which only the spared notice.',
    unit: '×',
    range: [0.01, 10],
    scale: 'log',
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

/** Learning rate of one group: what gets no rate of its own has a factor instead. */
export function layerWiseRate(
  params: LayerWise & { readonly exemptScale: number } & Parameters<typeof learningRateSchedule>[0],
  steps: number,
  group: Pick<WeightGroup, 'exempt' | 'part'>,
): Schedule {
  const scale = isAdapted(params, group) ? 1 : params.exemptScale;
  const { learningRate, finalLearningRate } = params;
  const scaled = { learningRate: learningRate * scale, finalLearningRate: finalLearningRate * scale };
  return learningRateSchedule({ ...params, ...scaled }, steps, group);
}

/** ‖x‖₂ over all elements. */
export function norm(ops: TensorOps, x: Tensor): Tensor {
  return ops.sqrt(ops.sum(ops.square(x)));
}
