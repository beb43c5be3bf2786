import { defineNode, param, z } from '../../src/spec/index.ts';
import { VECTOR_KINDS } from '../params/tensor-kinds.ts';
import { matchViews } from './operations/match-views.ts';

/**
 * Joins tensors, in the order their wires were drawn: end to end along the last axis (B×D₁, B×D₂ → B×(D₁ + D₂); a single
 * view beside several is repeated), or as rows one below the other (N₁×D, N₂×D → (N₁ + N₂)×D).
 */
export const concat = defineNode({
  id: 'math.concat',
  label: 'Concatenate',
  summary: 'Joins tensors: their features end to end, or their rows one below the other.',
  formula: 'y = [\\,x_1\\ ;\\ x_2\\ ;\\ \\dots\\,]',
  pitfalls: [
    'Views are joined by their own node: here rows below rows are one longer batch, and losses do not see views.',
    'A part of larger scale counts more in every distance: normalise the parts first.',
  ],
  keywords: ['join', 'stack', 'cat', 'merge', 'combine'],
  params: () =>
    z.object({
      along: param(z.enum(['features', 'rows']).default('features'), {
        label: 'Along',
        help: 'Whether vectors get longer or there are more of them.',
        options: { features: 'Features (last axis)', rows: 'Rows (first axis)' },
      }),
    }),
  ports: ({ along }) => ({
    inputs: [
      {
        name: 'parts',
        label: 'parts',
        kinds: VECTOR_KINDS,
        multiple: true,
        summary: 'What is joined, in the order the wires were drawn.',
      },
    ],
    outputs: [
      {
        name: 'output',
        label: 'output',
        // more rows than images are no longer one vector per image
        kind: along === 'rows' ? 'matrix' : { like: 'parts' },
        summary: 'All parts in one tensor.',
      },
    ],
  }),
  forward(context) {
    const parts = context.all('parts');
    if (context.params.along === 'features') {
      const { tensors, views } = matchViews(context, parts);
      return { output: { tensor: context.ops.concat(tensors, -1), views } };
    }
    const rows = parts.map(({ tensor }) => tensor);
    return { output: { tensor: context.ops.concat(rows, 0), views: 1 } };
  },
});
