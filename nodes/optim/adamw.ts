import { defineNode, z } from '../../src/spec/index.ts';
import { adamParams, adamStep } from '../params/adam-step.ts';
import { clipParams } from '../params/clip.ts';
import { learningRateParams } from '../params/learning-rate.ts';
import { lossPort } from '../params/loss-port.ts';
import { elementWisePart } from '../params/optimiser-part.ts';
import { weightDecayParams } from '../params/weight-decay.ts';

/** Adam with decoupled weight decay, as torch.optim.AdamW: w ← (1 − ηλ)w, then Adam's step (Loshchilov and Hutter 2019). */
export const adamw = defineNode({
  id: 'optim.adamw',
  label: 'AdamW',
  summary: 'Adam with weight decay that does not pass through the moments.',
  formula: 'w \\leftarrow (1 - \\eta\\lambda)\\,w - \\eta\\,\\frac{\\hat m}{\\sqrt{\\hat v} + \\varepsilon}',
  citation: {
    authors: 'Loshchilov, Hutter',
    year: 2019,
    title: 'Decoupled Weight Decay Regularization',
    url: 'https://arxiv.org/abs/1711.05101',
  },
  pitfalls: ['The decay is multiplied by the learning rate and fades with its schedule.'],
  keywords: ['optimizer', 'optimiser', 'adam', 'decoupled', 'weight decay'],
  params: () =>
    z.object({
      ...learningRateParams(1e-3),
      ...adamParams,
      ...weightDecayParams(0.01, 'Share η·λ of each weight that is taken away in every step.', 0.4),
      ...clipParams,
    }),
  ports: () => lossPort,
  optimiser: {
    ...elementWisePart,
    update(context) {
      const { ops, weight, weightDecay, learningRate } = context;
      const kept =
        weightDecay === 0 ? weight : ops.mul(weight, ops.sub(1, ops.mul(learningRate, weightDecay)));
      return ops.sub(kept, adamStep(context, context.gradient));
    },
  },
});
