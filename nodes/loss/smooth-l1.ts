import { defineNode, param, z } from '../../src/spec/index.ts';
import { elementWiseLoss, elementWisePorts } from './operations/element-wise.ts';
import { pairsParam } from './operations/view-pairs.ts';

/**
 * d²/2β where d = |x − t| is below β, d − β/2 beyond (Girshick 2015, eq. 3 with β = 1; torch.nn.functional.smooth_l1_loss), the
 * mean over all elements, images and pairs of views. prediction, target: any shape, the same on both sides. Gives a scalar.
 */
export const smoothL1 = defineNode({
  id: 'loss.smoothL1',
  label: 'Smooth L1',
  summary: 'Squared difference where it is small, absolute where it is large.',
  formula:
    '\\mathcal{L} = \\frac{1}{n} \\sum_i \\begin{cases} d_i^2 / 2\\beta & d_i < \\beta \\\\ d_i - \\beta / 2 & \\text{else} \\end{cases},\\quad d_i = |x_i - t_i|',
  citation: {
    authors: 'Girshick',
    year: 2015,
    title: 'Fast R-CNN',
    url: 'https://arxiv.org/abs/1504.08083',
  },
  pitfalls: [
    'With learned targets 0 is reached by a constant: watch the spread of the targets, as I-JEPA normalises them.',
    'Far below β it is half the squared error over β: small differences have small gradients.',
  ],
  keywords: ['Huber', 'I-JEPA', 'regression', 'robust'],
  params: () =>
    z.object({
      beta: param(z.number().positive().default(1), {
        label: 'β',
        help: 'The difference at which the square gives way to the absolute value.',
        range: [0.1, 2],
        step: 0.1,
      }),
      pairs: pairsParam('same'),
    }),
  ports: () => elementWisePorts('prediction', 'What the network gives.'),
  forward(context) {
    const { ops, params } = context;
    const tensor = elementWiseLoss(context, 'prediction', (x, t) => {
      const distance = ops.abs(ops.sub(x, t));
      const within = ops.minimum(distance, params.beta);
      // both branches in one: d² / 2β where within = d, d − β / 2 where within = β
      return ops.div(ops.mul(within, ops.sub(distance, ops.mul(within, 0.5))), params.beta);
    });
    return { loss: { tensor, views: 1 } };
  },
});
