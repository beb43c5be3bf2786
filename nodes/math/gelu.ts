import { defineNode, param, z } from '../../src/spec/index.ts';
import { gelu as activate } from './operations/gelu.ts';
import { tensorPorts } from './operations/tensor-ports.ts';

/** x·Φ(x) with Φ the distribution function of the standard normal (Hendrycks and Gimpel 2016), or its tanh approximation. */
export const gelu = defineNode({
  id: 'math.gelu',
  label: 'GELU',
  summary: 'A smooth rectifier: the activation of transformers.',
  formula: 'y = x\\,\\Phi(x) = \\tfrac{x}{2}\\Bigl(1 + \\operatorname{erf}\\tfrac{x}{\\sqrt{2}}\\Bigr)',
  citation: {
    authors: 'Hendrycks, Gimpel',
    year: 2016,
    title: 'Gaussian Error Linear Units (GELUs)',
    url: 'https://arxiv.org/abs/1606.08415',
  },
  pitfalls: [
    'Exact and approximate form differ by up to 5·10⁻⁴: take the one the weights were trained with.',
  ],
  keywords: ['activation', 'non-linearity', 'erf', 'transformer'],
  params: () =>
    z.object({
      form: param(z.enum(['exact', 'tanh']).default('exact'), {
        label: 'Form',
        help: 'The exact one is PyTorch’s default and that of vision transformers; GPT-2 and BERT’s first code approximate it by tanh.',
        options: { exact: 'Exact', tanh: 'Approximated by tanh' },
        tier: 'advanced',
      }),
    }),
  ports: () => tensorPorts('Any tensor.', 'The activations.'),
  forward(context) {
    const { tensor, views } = context.input('input');
    return { output: { tensor: activate(context.ops, tensor, context.params.form), views } };
  },
});
