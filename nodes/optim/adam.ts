import { defineNode, z } from '../../src/spec/index.ts';
import { adamParams, adamStep } from '../params/adam-step.ts';
import { clipParams } from '../params/clip.ts';
import { learningRateParams } from '../params/learning-rate.ts';
import { lossPort } from '../params/loss-port.ts';
import { elementWisePart } from '../params/optimiser-part.ts';
import { weightDecayParams } from '../params/weight-decay.ts';

/** Adam with an L2 penalty in the gradient, as torch.optim.Adam (Kingma and Ba 2015, algorithm 1). */
export const adam = defineNode({
  id: 'optim.adam',
  label: 'Adam',
  summary: 'Steps scaled, weight by weight, by the recent size of the gradient.',
  formula: 'w \\leftarrow w - \\eta\\,\\frac{\\hat m}{\\sqrt{\\hat v} + \\varepsilon}',
  citation: {
    authors: 'Kingma, Ba',
    year: 2015,
    title: 'Adam: A Method for Stochastic Optimization',
    url: 'https://arxiv.org/abs/1412.6980',
  },
  pitfalls: [
    'Its weight decay is divided by the gradient’s size like the gradient itself: prefer AdamW to decay weights.',
  ],
  keywords: ['optimizer', 'optimiser', 'adaptive', 'moments'],
  params: () =>
    z.object({
      ...learningRateParams(1e-3),
      ...adamParams,
      ...weightDecayParams(0, 'L2 penalty: adds λw to the gradient, before the moments.'),
      ...clipParams,
    }),
  ports: () => lossPort,
  optimiser: {
    ...elementWisePart,
    update(context) {
      const { ops, weight, gradient, weightDecay } = context;
      const g = weightDecay === 0 ? gradient : ops.add(gradient, ops.mul(weight, weightDecay));
      return ops.sub(weight, adamStep(context, g));
    },
  },
});
