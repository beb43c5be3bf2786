import { defineNode, z } from '../../src/spec/index.ts';
import { predictionPorts } from './operations/prediction-ports.ts';
import { meanOverPairs, pairsParam } from './operations/view-pairs.ts';

/**
 * −cos(p, z), the mean over images and pairs of views (Chen and He 2021, eq. 1 and 2: ½D(p₁, z₂) + ½D(p₂, z₁) is the mean
 * of both directions).
 *
 * prediction: V·B×D, target: W·B×D, any length; a vector of zeros counts as similarity 0. Gives a scalar in [−1, 1]; −1 is
 * the optimum and also the value of a constant embedding. The stop-gradient of the paper is a node of the drawing.
 */
export const negativeCosine = defineNode({
  id: 'loss.negativeCosine',
  label: 'Negative cosine',
  summary: 'Turns each prediction towards its target; no negatives.',
  formula: '\\mathcal{D}(p, z) = -\\frac{p}{\\lVert p \\rVert_2} \\cdot \\frac{z}{\\lVert z \\rVert_2}',
  citation: {
    authors: 'Chen, He',
    year: 2021,
    title: 'Exploring Simple Siamese Representation Learning',
    url: 'https://arxiv.org/abs/2011.10566',
  },
  pitfalls: [
    '−1 is also reached by a constant embedding: watch the spread of the embedding beside the loss.',
    'The loss itself stops no gradient: without a stop-gradient before the target both sides meet in a constant.',
    'A prediction is compared with the target of the other view; of the same view it has little to learn.',
  ],
  keywords: ['SimSiam', 'BYOL', 'cosine similarity', 'predictor', 'non-contrastive'],
  params: () => z.object({ pairs: pairsParam('cross') }),
  ports: () => predictionPorts,
  forward(context) {
    const { ops } = context;
    const [p, z] = ['prediction', 'target'].map((port) => {
      const { tensor, views } = context.input(port);
      return { tensor: ops.l2Normalize(tensor), views };
    });
    const loss = meanOverPairs(context, p!, z!, (x, y) => ops.neg(ops.mean(ops.sum(ops.mul(x, y), [-1]))));
    return { loss: { tensor: loss, views: 1 } };
  },
});
