import { defineNode, z } from '../../src/spec/index.ts';
import { tensorPorts } from './operations/tensor-ports.ts';

/** max(x, 0) element by element (Nair and Hinton 2010); its derivative at 0 is taken as 0. */
export const relu = defineNode({
  id: 'math.relu',
  label: 'ReLU',
  summary: 'Sets everything negative to zero.',
  formula: 'y = \\max(x,\\ 0)',
  citation: {
    authors: 'Nair, Hinton',
    year: 2010,
    title: 'Rectified Linear Units Improve Restricted Boltzmann Machines',
  },
  pitfalls: [
    'Behind it all cosine similarities are at least 0: embeddings fill one orthant of the sphere only.',
    'A unit that is negative for all images gets no gradient any more.',
  ],
  keywords: ['rectifier', 'activation', 'non-linearity'],
  params: () => z.object({}),
  ports: () => tensorPorts('Any tensor.', 'The same, nothing below zero.'),
  forward(context) {
    const { tensor, views } = context.input('input');
    return { output: { tensor: context.ops.relu(tensor), views } };
  },
});
