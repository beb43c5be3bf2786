import { defineNode, z } from '../../src/spec/index.ts';
import { adamDirection, adamParams, adamStep, epsilon } from '../params/adam-step.ts';
import { clipParams } from '../params/clip.ts';
import { isAdapted, layerWiseParams, norm } from '../params/layer-wise.ts';
import { learningRateParams } from '../params/learning-rate.ts';
import { lossPort } from '../params/loss-port.ts';
import { layerWisePart } from '../params/optimiser-part.ts';
import { decayParams } from '../params/weight-decay.ts';

/**
 * Adam in which every tensor's step is scaled to its own length (You et al. 2020, algorithm 2, φ the identity):
 * u = m̂/(√v̂ + ε) + λw, then w ← w − η (‖w‖/‖u‖) u. The ratio is 1 where w or u is zero. Tensors that are spared take
 * Adam's step.
 */
export const lamb = defineNode({
  id: 'optim.lamb',
  label: 'LAMB',
  summary: 'Adam for large batches: each tensor’s step is a share of its own length.',
  formula:
    'u = \\frac{\\hat m}{\\sqrt{\\hat v} + \\varepsilon} + \\lambda w,\\quad w \\leftarrow w - \\eta\\,\\frac{\\lVert w \\rVert}{\\lVert u \\rVert}\\,u',
  citation: {
    authors: 'You, Li, Reddi, Hseu, Kumar, Bhojanapalli, Song, Demmel, Keutzer, Hsieh',
    year: 2020,
    title: 'Large Batch Optimization for Deep Learning: Training BERT in 76 Minutes',
    url: 'https://arxiv.org/abs/1904.00962',
  },
  pitfalls: [
    'A step is as long as the learning rate times the weight’s own norm, whatever the gradient: warm the rate up.',
    'Biases and norms must be left out of both the adaptation and the decay: a tensor that begins at zero has no length to share.',
  ],
  keywords: ['optimizer', 'optimiser', 'layer-wise', 'adaptive', 'large batch', 'trust ratio', 'adam'],
  params: () =>
    z.object({
      ...learningRateParams(1e-3),
      ...adamParams,
      epsilon: epsilon(1e-6),
      ...decayParams(
        0.01,
        'Adds λw to Adam’s direction, past the moments, before its length is measured.',
        0.4,
      ),
      ...layerWiseParams,
      ...clipParams,
    }),
  ports: () => lossPort,
  optimiser: {
    ...layerWisePart,
    update(context) {
      const { ops, weight, gradient, weightDecay, learningRate } = context;
      if (!isAdapted(context.params, context.group)) return ops.sub(weight, adamStep(context, gradient));
      const direction = adamDirection(context, gradient);
      const u = weightDecay === 0 ? direction : ops.add(direction, ops.mul(weight, weightDecay));
      const [ofWeight, ofStep] = [norm(ops, weight), norm(ops, u)];
      const both = ops.mul(ops.greater(ofWeight, 0), ops.greater(ofStep, 0));
      const ratio = ops.select(both, ops.div(ofWeight, ofStep), 1);
      return ops.sub(weight, ops.mul(u, ops.mul(ratio, learningRate)));
    },
  },
});
