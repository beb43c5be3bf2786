import { gradientClip } from './clip.ts';
import { learningRateSchedule } from './learning-rate.ts';
import { layerWiseDecay, layerWiseRate } from './layer-wise.ts';
import { weightDecaySchedule } from './weight-decay.ts';

/** What optimisers that treat every element alike have in common. */
export const elementWisePart = {
  elementWise: true,
  learningRate: learningRateSchedule,
  weightDecay: weightDecaySchedule,
  clip: gradientClip,
} as const;

/** What optimisers that look at whole tensors have in common. */
export const layerWisePart = {
  elementWise: false,
  learningRate: layerWiseRate,
  weightDecay: layerWiseDecay,
  clip: gradientClip,
} as const;
