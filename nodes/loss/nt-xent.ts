import { defineNode, z } from '../../src/spec/index.ts';
import { ntXentPair } from './operations/contrast-pair.ts';
import { lanePorts, laneViews, needsOthers, unorderedPairs } from './operations/lanes.ts';
import { meanOf } from './operations/view-pairs.ts';
import { temperature } from '../params/temperature.ts';

/**
 * Normalised temperature-scaled cross entropy (Chen et al. 2020, eq. 1), the mean over all 2B rows:
 * ℓᵢ = −log( exp(sim(zᵢ, z₊)/τ) / Σ_{k≠i} exp(sim(zᵢ, zₖ)/τ) ), sim the cosine. Only k = i is left out of the sum: the
 * negatives are both views of all other images. More than two views: the mean over all pairs of views.
 *
 * a, b: embeddings V·B×D, any length; they are normalised here. Together at least two views. Gives a scalar; ln(2B − 1)
 * is the value of a constant embedding.
 */
export const ntXent = defineNode({
  id: 'loss.ntXent',
  label: 'NT-Xent',
  summary: 'Pulls the views of an image together and pushes all other images of the batch away.',
  formula:
    '\\ell_i = -\\log \\frac{\\exp(\\operatorname{sim}(z_i, z_{i^+}) / \\tau)}{\\sum_{k \\ne i} \\exp(\\operatorname{sim}(z_i, z_k) / \\tau)}',
  citation: {
    authors: 'Chen, Kornblith, Norouzi, Hinton',
    year: 2020,
    title: 'A Simple Framework for Contrastive Learning of Visual Representations',
    url: 'https://arxiv.org/abs/2002.05709',
  },
  pitfalls: [
    'Only the similarity of a row with itself is left out: leaving out more, or the positive, changes the loss.',
    'The official code adds the two directions, most others average them: learning rates differ by two.',
    'A loss of ln(2B − 1) means that all embeddings are alike.',
    'Small temperatures sharpen the loss around the hardest negatives and need smaller learning rates.',
  ],
  keywords: ['contrastive', 'InfoNCE', 'SimCLR', 'cross entropy', 'negatives', 'temperature'],
  params: () =>
    z.object({
      temperature: temperature(
        0.5,
        'Divides the cosine similarities: small values make the hardest negatives count most. 0.1 on ImageNet, 0.5 on CIFAR-10 in the paper.',
      ),
    }),
  ports: () => lanePorts('The mean over all rows.'),
  forward(context) {
    const { ops, params } = context;
    const views = laneViews(context);
    needsOthers(context, views[0]!);
    const losses = unorderedPairs(views).map(([a, b]) => ntXentPair(ops, a, b, params.temperature));
    return { loss: { tensor: meanOf(ops, losses), views: 1 } };
  },
});
