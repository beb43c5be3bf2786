import { defineNode, param, z } from '../../src/spec/index.ts';
import { VECTOR_KINDS } from '../params/tensor-kinds.ts';

/** x / max(‖x‖₂, ε) over the last axis (torch.nn.functional.normalize); shape, kind and views stay. */
export const l2Normalize = defineNode({
  id: 'math.l2Normalize',
  label: 'L2 normalise',
  summary: 'Scales every vector to length 1, so that only its direction counts.',
  formula: '\\hat{z} = \\frac{z}{\\max(\\lVert z \\rVert_2,\\ \\varepsilon)}',
  citation: {
    authors: 'Wang, Isola',
    year: 2020,
    title:
      'Understanding Contrastive Representation Learning through Alignment and Uniformity on the Hypersphere',
    url: 'https://arxiv.org/abs/2005.10242',
  },
  pitfalls: [
    'The gradient is divided by the length: vectors that grow long learn slowly.',
    'Losses such as NT-Xent normalise by themselves; doing it before changes nothing there.',
  ],
  keywords: ['unit', 'sphere', 'cosine', 'norm', 'normalize'],
  params: () =>
    z.object({
      epsilon: param(z.number().positive().max(1).default(1e-12), {
        label: 'Least length ε',
        help: 'Shorter vectors are divided by this instead of their length.',
        range: [1e-12, 1e-3],
        scale: 'log',
        tier: 'advanced',
      }),
    }),
  ports: () => ({
    inputs: [
      { name: 'input', label: 'vectors', kinds: VECTOR_KINDS, summary: 'Vectors along the last axis.' },
    ],
    outputs: [
      {
        name: 'output',
        label: 'unit vectors',
        kind: { like: 'input' },
        summary: 'The same directions, length 1.',
        unitLength: true,
      },
    ],
  }),
  forward(context) {
    const { tensor, views } = context.input('input');
    return { output: { tensor: context.ops.l2Normalize(tensor, context.params.epsilon), views } };
  },
});
