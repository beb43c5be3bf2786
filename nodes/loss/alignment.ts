import { defineNode, param, z } from '../../src/spec/index.ts';
import { alignmentOf } from './operations/hypersphere.ts';
import { lanePorts, laneViews, unorderedPairs } from './operations/lanes.ts';
import { meanOf } from './operations/view-pairs.ts';

/**
 * Mean of ‖â − b̂‖₂^α over positive pairs of unit vectors (Wang and Isola 2020, eq. 4); the other half is `loss.uniformity`.
 *
 * a, b: embeddings V·B×D, any length, together at least two views; more: the mean over all pairs of views. Gives a scalar;
 * 0 is the optimum and also the value of a constant embedding.
 */
export const alignmentLoss = defineNode({
  id: 'loss.alignment',
  label: 'Alignment',
  summary: 'Draws the views of an image to one point of the unit sphere.',
  formula: '\\mathcal{L}_{align} = \\mathbb{E}\\,\\lVert \\hat a - \\hat b \\rVert_2^{\\alpha}',
  formulaFor: () => "\\mathcal{L} = \\operatorname{mean}\\, \\lVert \\hat z - \\hat z' \\rVert_2^{\\alpha}",
  citation: {
    authors: 'Wang, Isola',
    year: 2020,
    title:
      'Understanding Contrastive Representation Learning through Alignment and Uniformity on the Hypersphere',
    url: 'https://arxiv.org/abs/2005.10242',
  },
  pitfalls: [
    'Alone it has a trivial solution: a constant embedding. Add uniformity with a weighted sum.',
    'With α = 1 the gradient does not fade as views come together.',
  ],
  keywords: ['positive pairs', 'distance', 'invariance', 'hypersphere'],
  params: () =>
    z.object({
      alpha: param(z.number().positive().default(2), {
        label: 'Exponent α',
        help: 'Power of the distance; 2 in the paper’s main results.',
        range: [1, 4],
      }),
    }),
  ports: () => lanePorts('The mean over all positive pairs.'),
  forward(context) {
    const { ops, params } = context;
    const views = laneViews(context).map((view) => ops.l2Normalize(view));
    const losses = unorderedPairs(views).map(([a, b]) => alignmentOf(ops, a, b, params.alpha));
    return { loss: { tensor: meanOf(ops, losses), views: 1 } };
  },
});
