import { defineNode, z } from '../../src/spec/index.ts';
import { TENSOR_KINDS } from '../params/tensor-kinds.ts';

/**
 * Puts the views of several wires into one set, in the order the wires were drawn: V₁·B×…, V₂·B×… → (V₁ + V₂)·B×….
 * In evaluation all wires carry the same plain images: the first one alone is handed on.
 */
export const concatViews = defineNode({
  id: 'math.concatViews',
  label: 'Join views',
  summary: 'Puts the views of several wires into one set.',
  formula: '\\{x^{(1)}, \\dots, x^{(V_1)}\\} \\cup \\{x^{(V_1+1)}, \\dots, x^{(V_1+V_2)}\\}',
  pitfalls: [
    'Images of different sizes cannot share a set: encode them first and join the embeddings.',
    'Views of one set pass an encoder together; batch statistics are taken per view unless told otherwise.',
  ],
  keywords: ['multi-crop', 'merge', 'stack', 'combine', 'set'],
  params: () => z.object({}),
  ports: () => ({
    inputs: [
      {
        name: 'views',
        label: 'views',
        kinds: TENSOR_KINDS,
        multiple: true,
        summary: 'Views of the same batch, in the order the wires were drawn.',
      },
    ],
    outputs: [
      { name: 'views', label: 'all views', kind: { like: 'views' }, summary: 'One set of all views.' },
    ],
  }),
  forward(context) {
    const sets = context.all('views');
    if (context.mode === 'evaluate') return { views: sets[0]! };
    const batches = sets.map(({ tensor, views }) => tensor.shape[0]! / views);
    const other = batches.find((batch) => batch !== batches[0]);
    if (other !== undefined) {
      context.refuse('SHAPE_MISMATCH', {
        problem: `views of ${batches[0]} images cannot be joined to views of ${other}`,
      });
    }
    const tensors = sets.map(({ tensor }) => tensor);
    const views = sets.reduce((sum, set) => sum + set.views, 0);
    return { views: { tensor: context.ops.concat(tensors, 0), views } };
  },
});
