import { defineNode, param, z } from '../../src/spec/index.ts';
import {
  groupDecay,
  learningRateParams,
  learningRateSchedule,
  weightDecayParams,
} from '../params/learning-rate.ts';
import { lossPort } from '../params/loss-port.ts';

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
  params: z.object({
    ...learningRateParams(0.1),
    momentum: param(z.number().min(0).lt(1).default(0.9), {
      label: 'Momentum μ',
      help: 'Share of the velocity that is kept from step to step.',
      range: [0, 0.999],
      step: 0.01,
    }),
    nesterov: param(z.boolean().default(false), {
      label: 'Nesterov',
      help: 'Looks one step of the velocity ahead.',
      tier: 'advanced',
    }),
    ...weightDecayParams(0, 'L2 penalty: adds λw to the gradient, so it passes through the momentum.'),
  }),
  ports: () => lossPort,
  optimiser: {
    elementWise: true,
    learningRate: learningRateSchedule,
    weightDecay: (params) => params.weightDecay,
    update(context) {
      const { ops, params, weight, gradient, weightDecay, learningRate } = context;
      const decay = groupDecay(params, weightDecay);
      const g = decay === 0 ? gradient : ops.add(gradient, ops.mul(weight, decay));
      let direction = g;
      if (params.momentum > 0) {
        const velocity = context.slot('velocity');
        const next = ops.add(ops.mul(velocity.value, params.momentum), g);
        velocity.set(next);
        direction = params.nesterov ? ops.add(g, ops.mul(next, params.momentum)) : next;
      }
      return ops.sub(weight, ops.mul(direction, learningRate));
    },
  },
});
