import { defineNode, param, z } from '../../src/spec/index.ts';

/** Exchanges the last two axes: rows and columns N×D → D×N, or tokens and channels N×T×D → N×D×T. */
export const transpose = defineNode({
  id: 'math.transpose',
  label: 'Transpose',
  summary: 'Exchanges rows and columns, or tokens and channels.',
  formula: 'Y = X^{\\top}',
  pitfalls: [
    'The rows of a transposed batch are features: losses that compare images make no sense of them.',
    'Sets of several views are one matrix with views below each other: select one first.',
  ],
  keywords: ['rows', 'columns', 'permute', 'swap axes', 'T'],
  params: () =>
    z.object({
      of: param(z.enum(['matrix', 'tokens']).default('matrix'), {
        label: 'Of',
        help: 'Whether the whole is one matrix, or each image has its own.',
        options: { matrix: 'Rows and columns', tokens: 'Tokens and channels of each image' },
      }),
    }),
  ports: ({ of }) => ({
    inputs: [
      {
        name: 'input',
        label: 'input',
        kinds: of === 'tokens' ? ['tokens'] : ['matrix', 'embedding', 'logits', 'distribution'],
        summary: 'What is turned over.',
      },
    ],
    outputs: [{ name: 'output', label: 'output', kind: of, summary: 'The transpose.' }],
  }),
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('input');
    if (params.of === 'tokens') return { output: { tensor: ops.transpose(tensor, [0, 2, 1]), views } };
    if (views !== 1) {
      context.refuse('SHAPE_VIEWS', { node: context.id, needs: 'one view', has: views }, { port: 'input' });
    }
    return { output: { tensor: ops.transpose(tensor, [1, 0]), views: 1 } };
  },
});
