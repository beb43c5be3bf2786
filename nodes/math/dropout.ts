import { defineNode, param, z } from '../../src/spec/index.ts';
import { tensorPorts } from './operations/tensor-ports.ts';

/**
 * Each number is set to 0 with probability p, the others are divided by 1 − p, so that the mean stays (Srivastava et al.
 * 2014, in the form that leaves evaluation alone). Drawn anew at every step, for every view.
 */
export const dropout = defineNode({
  id: 'math.dropout',
  label: 'Dropout',
  summary: 'Sets a random part of the numbers to zero while training.',
  formula: 'y = \\frac{m \\odot x}{1 - p},\\quad m \\sim \\operatorname{Bernoulli}(1 - p)',
  citation: {
    authors: 'Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov',
    year: 2014,
    title: 'Dropout: A Simple Way to Prevent Neural Networks from Overfitting',
  },
  pitfalls: [
    'Two passes over one image differ, so that dropout alone makes two views of it.',
    'Behind dropout, variances over the batch are larger in training than in evaluation.',
  ],
  keywords: ['noise', 'regularisation', 'regularization', 'SimCSE', 'Bernoulli'],
  params: () =>
    z.object({
      rate: param(z.number().min(0).lt(1).default(0.1), {
        label: 'Rate p',
        help: 'Share of the numbers that are set to zero.',
        range: [0, 0.9],
        step: 0.05,
      }),
    }),
  ports: () => tensorPorts('Any tensor.', 'The same with zeros; in evaluation unchanged.'),
  forward(context) {
    const { ops, params, mode } = context;
    const { tensor, views } = context.input('input');
    if (mode === 'evaluate' || params.rate === 0) return { output: { tensor, views } };
    const kept = context.draw('kept', { kind: 'bernoulli', probability: 1 - params.rate }, tensor.shape);
    return { output: { tensor: ops.mul(ops.mul(tensor, kept), 1 / (1 - params.rate)), views } };
  },
});
