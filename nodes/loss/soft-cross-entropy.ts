import { defineNode, z } from '../../src/spec/index.ts';
import { meanOverPairs, pairsParam } from './operations/view-pairs.ts';
import { temperature } from '../params/temperature.ts';

/**
 * −Σ_k t_k log softmax(s/τ)_k, the mean over images and pairs of views (Hinton et al. 2015, section 2, without its factor τ²).
 *
 * targets: V·B×K distributions, logits: W·B×K. Gives a scalar; ln K where targets or predictions are uniform. It is the
 * Kullback–Leibler divergence plus the entropy of the targets: the gradient at the logits is the same.
 */
export const softCrossEntropy = defineNode({
  id: 'loss.softCrossEntropy',
  label: 'Soft cross entropy',
  summary: 'Cross entropy against distributions instead of labels.',
  formula: '\\mathcal{L} = -\\sum_k t_k \\log \\operatorname{softmax}(s / \\tau)_k',
  citation: {
    authors: 'Hinton, Vinyals, Dean',
    year: 2015,
    title: 'Distilling the Knowledge in a Neural Network',
    url: 'https://arxiv.org/abs/1503.02531',
  },
  pitfalls: [
    'Its least value is the entropy of the targets, not 0.',
    'The temperature divides the prediction only; the targets are taken as they come.',
    'Targets have gradient unless the node that makes them, or a stop-gradient, cuts it.',
    'Where targets are of the original image and predictions of its views, choose every pair.',
  ],
  keywords: ['distillation', 'KL divergence', 'soft labels', 'teacher', 'BoWNet', 'consistency'],
  params: () =>
    z.object({
      temperature: temperature(1, 'Divides the logits.', 2),
      pairs: pairsParam('cross'),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'targets',
        label: 'targets',
        symbol: 't',
        kinds: ['distribution'],
        summary: 'Probabilities that add up to 1.',
        usually: 'noGradient',
      },
      {
        name: 'logits',
        label: 'logits',
        symbol: 's',
        kinds: ['logits'],
        summary: 'Scores, before any softmax.',
      },
    ],
    outputs: [
      { name: 'loss', label: 'loss', kind: 'loss', summary: 'The mean over images and pairs of views.' },
    ],
  }),
  forward(context) {
    const { ops, params } = context;
    const logits = context.input('logits');
    const logProbability = ops.logSoftmax(ops.div(logits.tensor, params.temperature));
    const loss = meanOverPairs(
      context,
      context.input('targets'),
      { tensor: logProbability, views: logits.views },
      (target, prediction) => ops.neg(ops.mean(ops.sum(ops.mul(target, prediction), [-1]))),
    );
    return { loss: { tensor: loss, views: 1 } };
  },
});
