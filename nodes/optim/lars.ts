import { defineNode, param, z, type Tensor, type UpdateContext } from '../../src/spec/index.ts';
import { epsilon } from '../params/adam-step.ts';
import { clipParams } from '../params/clip.ts';
import { isAdapted, layerWiseParams, norm } from '../params/layer-wise.ts';
import { learningRateParams } from '../params/learning-rate.ts';
import { lossPort } from '../params/loss-port.ts';
import { momentumParams, withMomentum } from '../params/momentum.ts';
import { layerWisePart } from '../params/optimiser-part.ts';
import { decayParams } from '../params/weight-decay.ts';

const params = () =>
  z.object({
    ...learningRateParams(0.3),
    ...momentumParams,
    ...decayParams(1e-6, 'L2 penalty: adds λw to the gradient before it is scaled.'),
    trustCoefficient: param(z.number().positive().default(1e-3), {
      label: 'Trust coefficient',
      help: 'Length of a step as a share of the weight tensor’s own, at a learning rate of 1 and without momentum.',
      range: [1e-4, 0.1],
      scale: 'log',
    }),
    epsilon: epsilon(1e-8),
    denominator: param(z.enum(['separate', 'joint']).default('separate'), {
      label: 'Divide by',
      help: 'The norms of gradient and decay added up, as in the paper, or the norm of their sum, as in the code of SimCLR, BYOL and MoCo v3.',
      options: { separate: '‖g‖ + λ‖w‖', joint: '‖g + λw‖' },
      tier: 'advanced',
    }),
    clipRate: param(z.boolean().default(false), {
      label: 'Clip local rates',
      help: 'Takes no tensor further than plain SGD would: its local rate times the learning rate is at most the learning rate of SGD, as in LARC.',
      tier: 'advanced',
    }),
    ...layerWiseParams,
    ...clipParams,
  });

/**
 * SGD with momentum in which every tensor has a rate of its own (You et al. 2017, eq. 6 and algorithm 1):
 * ν = η‖w‖ / (‖g‖ + λ‖w‖ + ε) scales g + λw before the momentum. The learning rate multiplies the velocity.
 */
export const lars = defineNode({
  id: 'optim.lars',
  label: 'LARS',
  summary: 'SGD for large batches: each tensor’s step is a share of its own length.',
  formula:
    'v \\leftarrow \\mu v + \\eta\\,\\frac{\\lVert w \\rVert}{\\lVert g \\rVert + \\lambda \\lVert w \\rVert + \\varepsilon}\\,(g + \\lambda w),\\quad w \\leftarrow w - \\gamma v',
  citation: {
    authors: 'You, Gitman, Ginsburg',
    year: 2017,
    title: 'Large Batch Training of Convolutional Networks',
    url: 'https://arxiv.org/abs/1708.03888',
  },
  pitfalls: [
    'Biases and norms must be left out of both the adaptation and the decay: a bias that begins at zero would never move far.',
    'Recipes with clipped local rates use a trust coefficient near 0.02 and learning rates of their own: numbers do not carry over.',
    'The rate of a tensor follows its own norm, so a learning rate for SGD means little here.',
  ],
  keywords: ['optimizer', 'optimiser', 'layer-wise', 'adaptive', 'large batch', 'LARC', 'trust ratio'],
  params,
  ports: () => lossPort,
  optimiser: {
    ...layerWisePart,
    update(context) {
      const { ops, weight, gradient, weightDecay, learningRate } = context;
      const g = weightDecay === 0 ? gradient : ops.add(gradient, ops.mul(weight, weightDecay));
      const scaled = isAdapted(context.params, context.group) ? ops.mul(g, localRate(context, g)) : g;
      return ops.sub(weight, ops.mul(withMomentum(context, scaled), learningRate));
    },
  },
});

/** The factor of one tensor; 1 where its weight or its gradient is zero. `decayed`: g + λw. */
function localRate(context: UpdateContext<z.output<ReturnType<typeof params>>>, decayed: Tensor): Tensor {
  const { ops, weight, gradient, weightDecay, learningRate } = context;
  const { trustCoefficient, epsilon, denominator, clipRate } = context.params;
  const ofWeight = norm(ops, weight);
  const ofGradient = norm(ops, denominator === 'joint' ? decayed : gradient);
  const added = denominator === 'joint' || weightDecay === 0 ? 0 : ops.mul(ofWeight, weightDecay);
  const whole = ops.add(added === 0 ? ofGradient : ops.add(ofGradient, added), epsilon);
  const rate = ops.div(ops.mul(ofWeight, trustCoefficient), whole);
  const clipped = clipRate ? ops.minimum(ops.div(rate, learningRate), 1) : rate;
  return ops.select(ops.mul(ops.greater(ofWeight, 0), ops.greater(ofGradient, 0)), clipped, 1);
}
