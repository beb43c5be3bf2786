import { defineNode, param, z } from '../../src/spec/index.ts';
import { tensorPorts } from './operations/tensor-ports.ts';

/** c·x with a fixed number c; shape, kind and views stay. */
export const scale = defineNode({
  id: 'math.scale',
  label: 'Scale',
  summary: 'Multiplies everything by one fixed number.',
  formula: 'y = c\\,x',
  pitfalls: [
    'Gradients are multiplied too: a factor in front of a loss acts like a learning rate.',
    'Dividing logits by a temperature τ is a factor of 1/τ.',
  ],
  keywords: ['factor', 'times', 'constant', 'gain', 'temperature', 'reverse gradient'],
  params: () =>
    z.object({
      factor: param(z.number().default(1), {
        label: 'Factor c',
        help: 'What everything is multiplied by; −1 changes the sign.',
        range: [-2, 2],
        step: 0.1,
      }),
    }),
  ports: () => tensorPorts('Any tensor.', 'The tensor times the factor.'),
  forward(context) {
    const { tensor, views } = context.input('input');
    return { output: { tensor: context.ops.mul(tensor, context.params.factor), views } };
  },
});
