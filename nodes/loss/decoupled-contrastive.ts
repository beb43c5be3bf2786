import { defineNode, z } from '../../src/spec/index.ts';
import { decoupledPair } from './operations/contrast-pair.ts';
import { lanePorts, laneViews, needsOthers, unorderedPairs } from './operations/lanes.ts';
import { meanOf } from './operations/view-pairs.ts';
import { temperature } from '../params/temperature.ts';

/**
 * Decoupled contrastive loss (Yeh et al. 2022, without their weights), the mean over all 2B rows:
 * ℓᵢ = −sim(zᵢ, z₊)/τ + log Σ_{k≠i,i⁺} exp(sim(zᵢ, zₖ)/τ). The positive is left out of the denominator, so an easy
 * positive no longer weakens the push away from the negatives. More than two views: the mean over all pairs of views.
 *
 * a, b: embeddings V·B×D, any length; they are normalised here. Together at least two views. Gives a scalar; ln(2B − 2)
 * is the value of a constant embedding.
 */
export const decoupledContrastive = defineNode({
  id: 'loss.decoupledContrastive',
  label: 'Decoupled contrastive',
  summary: 'NT-Xent with the positive left out of the denominator: learns from small batches.',
  formula:
    '\\ell_i = -\\tfrac{1}{\\tau}\\operatorname{sim}(z_i, z_{i^+}) + \\log \\sum_{k \\ne i, i^+} \\exp(\\operatorname{sim}(z_i, z_k) / \\tau)',
  citation: {
    authors: 'Yeh, Hong, Hsu, Liu, Chen, LeCun',
    year: 2022,
    title: 'Decoupled Contrastive Learning',
    url: 'https://arxiv.org/abs/2110.06848',
  },
  pitfalls: [
    'It has no bound of 0: well separated embeddings make it negative, which is no fault.',
    'Its value cannot be compared with that of NT-Xent at the same temperature.',
    'A loss of ln(2B − 2) means that all embeddings are alike.',
  ],
  keywords: ['DCL', 'contrastive', 'InfoNCE', 'SimCLR', 'negatives', 'temperature', 'small batch'],
  params: () =>
    z.object({
      temperature: temperature(
        0.1,
        'Divides the cosine similarities: small values make the hardest negatives count most. 0.1 in the paper.',
      ),
    }),
  ports: () => lanePorts('The mean over all rows.'),
  forward(context) {
    const { ops, params } = context;
    const views = laneViews(context);
    needsOthers(context, views[0]!);
    const losses = unorderedPairs(views).map(([a, b]) => decoupledPair(ops, a, b, params.temperature));
    return { loss: { tensor: meanOf(ops, losses), views: 1 } };
  },
});
