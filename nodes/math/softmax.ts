import { defineNode, z } from '../../src/spec/index.ts';
import { VECTOR_KINDS } from '../params/tensor-kinds.ts';
import { temperature } from './operations/temperature.ts';

/** exp(xₖ/τ) / Σⱼ exp(xⱼ/τ) over the last axis: scores …×K → probabilities …×K. */
export const softmax = defineNode({
  id: 'math.softmax',
  label: 'Softmax',
  summary: 'Turns scores into probabilities that sum to 1.',
  formula: 'p_k = \\frac{\\exp(x_k / \\tau)}{\\sum_j \\exp(x_j / \\tau)}',
  pitfalls: [
    'Cross-entropy losses take logits and apply it themselves: a second softmax flattens their gradient.',
    'The logarithm of a softmax loses its digits where a probability is small: take log-softmax instead.',
  ],
  keywords: ['probabilities', 'normalise', 'temperature', 'Boltzmann', 'attention'],
  params: () => z.object({ temperature }),
  ports: () => ({
    inputs: [{ name: 'input', label: 'scores', kinds: VECTOR_KINDS, summary: 'Scores along the last axis.' }],
    outputs: [
      {
        name: 'output',
        label: 'probabilities',
        kind: 'distribution',
        summary: 'Probabilities along the last axis.',
      },
    ],
  }),
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('input');
    return { output: { tensor: ops.softmax(ops.div(tensor, params.temperature)), views } };
  },
});
