import { defineNode, z } from '../../src/spec/index.ts';
import { VECTOR_KINDS } from '../params/tensor-kinds.ts';

/** Hands on the numbers and lets no gradient back: sg in eq. 3 of Chen and He 2021. */
export const stopGradient = defineNode({
  id: 'flow.stopGradient',
  label: 'Stop-gradient',
  summary: 'Passes values on unchanged and lets no gradient back.',
  formula: 'y = \\operatorname{sg}(x),\\quad \\frac{\\partial y}{\\partial x} = 0',
  citation: {
    authors: 'Chen, He',
    year: 2021,
    title: 'Exploring Simple Siamese Representation Learning',
    url: 'https://arxiv.org/abs/2011.10566',
  },
  pitfalls: [
    'Weights that reach the loss only through here are never trained.',
    'In methods without negatives, removing it lets the output collapse to a constant.',
  ],
  keywords: ['detach', 'no grad', 'sg', 'freeze', 'constant'],
  params: () => z.object({}),
  ports: () => ({
    inputs: [
      {
        name: 'input',
        label: 'values',
        kinds: ['images', ...VECTOR_KINDS],
        summary: 'Any tensor.',
        cutsGradient: true,
      },
    ],
    outputs: [{ name: 'output', label: 'values', kind: { like: 'input' }, summary: 'The same numbers.' }],
  }),
  forward(context) {
    const { tensor, views } = context.input('input');
    return { output: { tensor: context.ops.stopGradient(tensor), views } };
  },
});
