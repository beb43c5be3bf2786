import { defineNode, z } from '../../src/spec/index.ts';
import { predictionPorts } from './operations/prediction-ports.ts';
import { meanOverPairs, pairsParam } from './operations/view-pairs.ts';

/**
 * ‖p̄ − z̄‖₂² of unit vectors, which is 2 − 2·cos(p, z), the mean over images and pairs of views (Grill et al. 2020, eq. 2).
 *
 * prediction: V·B×D, target: W·B×D, any length. Gives a scalar in [0, 4]; 0 is the optimum and also the value of a constant
 * embedding. BYOL's own code adds its two directions where this takes their mean: its loss is twice this one.
 */
export const normalizedMse = defineNode({
  id: 'loss.normalizedMse',
  label: 'Normalised MSE',
  summary: 'Squared distance between prediction and target on the unit sphere; no negatives.',
  formula:
    '\\mathcal{L} = \\left\\lVert \\frac{p}{\\lVert p \\rVert_2} - \\frac{z}{\\lVert z \\rVert_2} \\right\\rVert_2^2 = 2 - 2 \\cos(p, z)',
  citation: {
    authors: 'Grill, Strub, Altché, Tallec, Richemond, et al.',
    year: 2020,
    title: 'Bootstrap Your Own Latent: A New Approach to Self-Supervised Learning',
    url: 'https://arxiv.org/abs/2006.07733',
  },
  pitfalls: [
    '0 is also reached by a constant embedding: watch the spread of the embedding beside the loss.',
    'The official code adds the two directions; here they are averaged, which halves loss and gradient.',
    'The sum over features belongs inside: a mean over them would divide the loss by D.',
  ],
  keywords: ['BYOL', 'regression loss', 'cosine', 'predictor', 'bootstrap', 'non-contrastive'],
  params: () => z.object({ pairs: pairsParam('cross') }),
  ports: () => predictionPorts,
  forward(context) {
    const { ops } = context;
    const [p, z] = ['prediction', 'target'].map((port) => {
      const { tensor, views } = context.input(port);
      return { tensor: ops.l2Normalize(tensor), views };
    });
    // the distance, not 2 − 2·cos: near the optimum the difference would lose its digits and could turn negative
    const loss = meanOverPairs(context, p!, z!, (x, y) => ops.mean(ops.sum(ops.square(ops.sub(x, y)), [-1])));
    return { loss: { tensor: loss, views: 1 } };
  },
});
