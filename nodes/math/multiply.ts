import { defineNode, z } from '../../src/spec/index.ts';
import { combine, twoOperandPorts } from './operations/two-operands.ts';

/** a ⊙ b, element by element; sizes of 1 and missing leading axes are repeated, as is a single view beside several. */
export const multiply = defineNode({
  id: 'math.multiply',
  label: 'Multiply',
  summary: 'Multiplies two tensors element by element: a gate or a mask.',
  formula: 'y = a \\odot b',
  pitfalls: ['This is no matrix product: for that there is a node of its own.'],
  keywords: ['times', 'product', 'Hadamard', 'gate', 'mask', '*'],
  params: () => z.object({}),
  ports: () => twoOperandPorts('The first factor.', 'The second factor.', 'The product, of the kind of a.'),
  forward: (context) => combine(context, (a, b) => context.ops.mul(a, b)),
});
