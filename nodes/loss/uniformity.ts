import { defineNode, param, z } from '../../src/spec/index.ts';
import { uniformityOf } from './operations/hypersphere.ts';
import { needsOthers } from './operations/lanes.ts';
import { meanOf, splitViews } from './operations/view-pairs.ts';

/**
 * log of the mean of exp(−t‖x̂ᵢ − x̂ⱼ‖²) over pairs of different images, i ≠ j (Wang and Isola 2020, eq. 5); the mean over
 * views, each taken by itself, as the paper's code does.
 *
 * embedding: V·B×D, any length. Gives a scalar ≤ 0; 0 is the value of a constant embedding.
 */
export const uniformityLoss = defineNode({
  id: 'loss.uniformity',
  label: 'Uniformity',
  summary: 'Spreads different images evenly over the unit sphere.',
  formula:
    '\\mathcal{L}_{uniform} = \\log\\,\\mathbb{E}_{i \\ne j}\\, e^{-t \\lVert \\hat x_i - \\hat x_j \\rVert_2^2}',
  citation: {
    authors: 'Wang, Isola',
    year: 2020,
    title:
      'Understanding Contrastive Representation Learning through Alignment and Uniformity on the Hypersphere',
    url: 'https://arxiv.org/abs/2005.10242',
  },
  pitfalls: [
    'Alone it asks for nothing but spread, which random features have: add alignment with a weighted sum.',
    'At exactly equal embeddings its gradient vanishes: it does not leave a complete collapse by itself.',
  ],
  keywords: ['spread', 'hypersphere', 'Gaussian potential', 'collapse'],
  params: () =>
    z.object({
      t: param(z.number().positive().default(2), {
        label: 't',
        help: 'Sharpness of the Gaussian potential: large values look at nearest neighbours only.',
        range: [1, 4],
      }),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'embedding',
        label: 'embedding',
        symbol: 'x',
        kinds: ['embedding'],
        summary: 'One vector per image.',
      },
    ],
    outputs: [{ name: 'loss', label: 'loss', kind: 'loss', summary: 'The mean over views.' }],
  }),
  forward(context) {
    const { ops, params } = context;
    const views = splitViews(ops, context.input('embedding'));
    needsOthers(context, views[0]!);
    const losses = views.map((view) => uniformityOf(ops, ops.l2Normalize(view), params.t));
    return { loss: { tensor: meanOf(ops, losses), views: 1 } };
  },
});
