import { defineNode, param, z } from '../../src/spec/index.ts';
import { uniformityOf } from '../loss/operations/hypersphere.ts';

/** log of the mean of exp(−t‖xᵢ − xⱼ‖²) over pairs i ≠ j of unit vectors (Wang and Isola 2020, eq. 5); embedding N×D. */
export const uniformity = defineNode({
  id: 'probe.uniformity',
  label: 'Uniformity',
  summary: 'How evenly embeddings cover the unit sphere; lower is more even.',
  formula:
    '\\mathcal{L}_{uniform} = \\log\\,\\mathbb{E}_{i \\ne j}\\, e^{-t \\lVert \\hat x_i - \\hat x_j \\rVert_2^2}',
  citation: {
    authors: 'Wang, Isola',
    year: 2020,
    title:
      'Understanding Contrastive Representation Learning through Alignment and Uniformity on the Hypersphere',
    url: 'https://arxiv.org/abs/2005.10242',
  },
  pitfalls: ['A value of 0 means that all embeddings are alike.'],
  keywords: ['spread', 'sphere', 'collapse'],
  hidden: true,
  params: () =>
    z.object({
      t: param(z.number().positive().default(2), {
        label: 't',
        help: 'Sharpness of the Gaussian potential.',
        range: [1, 4],
      }),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'embedding',
        label: 'embedding',
        kinds: ['embedding', 'matrix'],
        summary: 'One vector per row.',
      },
    ],
    outputs: [
      { name: 'uniformity', label: 'uniformity', kind: 'loss', summary: 'Log of the mean potential.' },
    ],
  }),
  forward(context) {
    const { ops } = context;
    const x = ops.l2Normalize(context.input('embedding').tensor);
    if (x.shape[0]! < 2) context.report('SHAPE_BATCH_OF_ONE', { node: context.id });
    return { uniformity: { tensor: uniformityOf(ops, x, context.params.t), views: 1 } };
  },
});
