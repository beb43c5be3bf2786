import { defineNode, z } from '../../src/spec/index.ts';
import { combine, twoOperandPorts } from './operations/two-operands.ts';

/** a − b, element by element; sizes of 1 and missing leading axes are repeated, as is a single view beside several. */
export const subtract = defineNode({
  id: 'math.subtract',
  label: 'Subtract',
  summary: 'Takes one tensor away from another element by element.',
  formula: 'y = a - b',
  pitfalls: [
    'Subtracting the batch’s mean couples the images: gradient flows through the mean unless it is stopped.',
  ],
  keywords: ['minus', 'difference', 'residual', 'centre', 'center', '-'],
  params: () => z.object({}),
  ports: () =>
    twoOperandPorts('What is taken away from.', 'What is taken away.', 'The difference, of the kind of a.'),
  forward: (context) => combine(context, (a, b) => context.ops.sub(a, b)),
});
