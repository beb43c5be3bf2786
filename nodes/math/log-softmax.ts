import { defineNode, z } from '../../src/spec/index.ts';
import { VECTOR_KINDS } from '../params/tensor-kinds.ts';
import { temperature } from './operations/temperature.ts';

/** xₖ/τ − log Σⱼ exp(xⱼ/τ) over the last axis: scores …×K → log-probabilities …×K. */
export const logSoftmax = defineNode({
  id: 'math.logSoftmax',
  label: 'Log-softmax',
  summary: 'Turns scores into the logarithms of probabilities.',
  formula: '\\log p_k = \\frac{x_k}{\\tau} - \\log \\sum_j \\exp \\frac{x_j}{\\tau}',
  pitfalls: [
    'Log-probabilities are logits too: their softmax at τ = 1 gives the probabilities back.',
    'Cross-entropy losses take logits and apply it themselves.',
  ],
  keywords: ['log-probabilities', 'normalise', 'temperature', 'logsumexp'],
  params: () => z.object({ temperature }),
  ports: () => ({
    inputs: [{ name: 'input', label: 'scores', kinds: VECTOR_KINDS, summary: 'Scores along the last axis.' }],
    outputs: [
      { name: 'output', label: 'log-probabilities', kind: 'logits', summary: 'Logarithms of probabilities.' },
    ],
  }),
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('input');
    return { output: { tensor: ops.logSoftmax(ops.div(tensor, params.temperature)), views } };
  },
});
