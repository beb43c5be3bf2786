import { defineNode, z } from '../../src/spec/index.ts';
import { combine, twoOperandPorts } from './operations/two-operands.ts';

/** a + b, element by element; sizes of 1 and missing leading axes are repeated, as is a single view beside several. */
export const add = defineNode({
  id: 'math.add',
  label: 'Add',
  summary: 'Adds two tensors element by element.',
  formula: 'y = a + b',
  pitfalls: [
    'Losses are added by the weighted sum, which shows their weights.',
    'A row (1×D) is added to every row: sizes of 1 are repeated without a word.',
  ],
  keywords: ['plus', 'sum', 'residual', 'skip connection', '+'],
  params: () => z.object({}),
  ports: () => twoOperandPorts('The first summand.', 'The second summand.', 'The sum, of the kind of a.'),
  forward: (context) => combine(context, (a, b) => context.ops.add(a, b)),
});
