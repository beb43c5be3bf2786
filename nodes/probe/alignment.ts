import { defineNode, param, z } from '../../src/spec/index.ts';
import { alignmentOf } from '../loss/operations/hypersphere.ts';

/** Mean of ‖a − b‖₂^α over positive pairs of unit vectors (Wang and Isola 2020, eq. 4); a, b: B×D, normalised here. */
export const alignment = defineNode({
  id: 'probe.alignment',
  label: 'Alignment',
  summary: 'How far apart the views of an image lie on the unit sphere.',
  formula: '\\mathcal{L}_{align} = \\mathbb{E}\\,\\lVert \\hat a - \\hat b \\rVert_2^{\\alpha}',
  citation: {
    authors: 'Wang, Isola',
    year: 2020,
    title:
      'Understanding Contrastive Representation Learning through Alignment and Uniformity on the Hypersphere',
    url: 'https://arxiv.org/abs/2005.10242',
  },
  pitfalls: ['0 is also reached by a constant embedding: read it together with uniformity.'],
  keywords: ['positive pairs', 'distance'],
  hidden: true,
  params: () =>
    z.object({
      alpha: param(z.number().positive().default(2), {
        label: 'Exponent α',
        help: 'Power of the distance.',
        range: [1, 2],
      }),
    }),
  ports: () => ({
    inputs: [
      { name: 'a', label: 'a', kinds: ['embedding', 'matrix'], summary: 'One view.' },
      { name: 'b', label: 'b', kinds: ['embedding', 'matrix'], summary: 'The other view.' },
    ],
    outputs: [{ name: 'alignment', label: 'alignment', kind: 'loss', summary: 'Mean over all pairs.' }],
  }),
  forward(context) {
    const { ops } = context;
    const unit = (port: string) => ops.l2Normalize(context.input(port).tensor);
    return { alignment: { tensor: alignmentOf(ops, unit('a'), unit('b'), context.params.alpha), views: 1 } };
  },
});
