import { defineNode, z } from '../../src/spec/index.ts';
import { elementWiseLoss, elementWisePorts } from './operations/element-wise.ts';
import { pairsParam } from './operations/view-pairs.ts';

/**
 * |x − t|, the mean over all elements, images and pairs of views (torch.nn.functional.l1_loss). prediction, target: any
 * shape, the same on both sides. Gives a scalar; the best constant prediction is the median of the target.
 */
export const l1 = defineNode({
  id: 'loss.l1',
  label: 'L1',
  summary: 'Mean absolute difference, element by element.',
  formula: '\\mathcal{L} = \\frac{1}{n} \\sum_i |x_i - t_i|',
  citation: {
    authors: 'Xie, Zhang, Cao, Lin, Bao, Yao, Dai, Hu',
    year: 2022,
    title: 'SimMIM: A Simple Framework for Masked Image Modeling',
    url: 'https://arxiv.org/abs/2111.09886',
  },
  pitfalls: [
    'The gradient has the same size near the target as far from it: lower the learning rate towards the end.',
    'Pixels of different spread weigh differently: normalise images before.',
  ],
  keywords: ['absolute error', 'reconstruction', 'SimMIM', 'autoencoder', 'regression'],
  params: () => z.object({ pairs: pairsParam('same') }),
  ports: () => elementWisePorts('prediction', 'What the network gives.'),
  forward(context) {
    const { ops } = context;
    const tensor = elementWiseLoss(context, 'prediction', (x, t) => ops.abs(ops.sub(x, t)));
    return { loss: { tensor, views: 1 } };
  },
});
