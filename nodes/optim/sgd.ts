import { defineNode, z } from '../../src/spec/index.ts';
import { clipParams } from '../params/clip.ts';
import { learningRateParams } from '../params/learning-rate.ts';
import { lossPort } from '../params/loss-port.ts';
import { momentumParams, withMomentum } from '../params/momentum.ts';
import { elementWisePart } from '../params/optimiser-part.ts';
import { weightDecayParams } from '../params/weight-decay.ts';

/**
 * Gradient descent with momentum, as torch.optim.SGD with dampening 0: g ← g + λw; v ← μv + g; w ← w − η·v, or
 * w − η(g + μv) with Nesterov's look-ahead (Sutskever et al. 2013). The first v is the first g.
 */
export const sgd = defineNode({
  id: 'optim.sgd',
  label: 'SGD',
  summary: 'Gradient descent with momentum.',
  formula: 'v \\leftarrow \\mu v + g + \\lambda w,\\quad w \\leftarrow w - \\eta v',
  citation: {
    authors: 'Sutskever, Martens, Dahl, Hinton',
    year: 2013,
    title: 'On the Importance of Initialization and Momentum in Deep Learning',
    url: 'https://proceedings.mlr.press/v28/sutskever13.html',
  },
  pitfalls: [
    'Here the learning rate multiplies the whole velocity; codes that put it inside differ once it changes.',
    'Recipes state the learning rate for a batch size: scale it in proportion to yours.',
  ],
  keywords: ['optimizer', 'optimiser', 'momentum', 'nesterov', 'gradient descent'],
  params: () =>
    z.object({
      ...learningRateParams(0.1),
      ...momentumParams,
      ...weightDecayParams(0, 'L2 penalty: adds λw to the gradient, so it passes through the momentum.'),
      ...clipParams,
    }),
  ports: () => lossPort,
  optimiser: {
    ...elementWisePart,
    update(context) {
      const { ops, weight, gradient, weightDecay, learningRate } = context;
      const g = weightDecay === 0 ? gradient : ops.add(gradient, ops.mul(weight, weightDecay));
      return ops.sub(weight, ops.mul(withMomentum(context, g), learningRate));
    },
  },
});
