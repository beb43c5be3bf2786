import { defineNode, param, z } from '../../src/spec/index.ts';
import { layerNorm as normalise, LAYER_NORM_EPSILON } from '../layer/operations/layer-norm.ts';
import { namedAffine } from '../layer/operations/named-affine.ts';
import { VECTOR_KINDS } from '../params/tensor-kinds.ts';
import { tensorPorts } from './operations/tensor-ports.ts';

/**
 * Layer normalisation of each vector along the last axis (Ba, Kiros and Hinton 2016, eq. 4), with a gain and an offset
 * to be learned or without. Shape, kind and views stay.
 */
export const layerNorm = defineNode({
  id: 'math.layerNorm',
  label: 'Layer norm',
  summary: 'Gives every vector mean 0 and variance 1 over its own features.',
  formula: 'y = \\gamma\\,\\frac{x - \\mu(x)}{\\sqrt{\\sigma^2(x) + \\varepsilon}} + \\beta',
  citation: {
    authors: 'Ba, Kiros, Hinton',
    year: 2016,
    title: 'Layer Normalization',
    url: 'https://arxiv.org/abs/1607.06450',
  },
  pitfalls: [
    'It does not look at other images, so unlike batch norm it cannot keep them apart.',
    'All outputs lie on a sphere around the mean: lengths carry nothing any more.',
  ],
  keywords: ['LN', 'normalization', 'standardize', 'transformer'],
  params: () =>
    z.object({
      affine: param(z.boolean().default(true), {
        label: 'Gain and offset',
        help: 'Whether each feature has a gain and an offset that are learned.',
      }),
      epsilon: param(z.number().positive().max(1).default(LAYER_NORM_EPSILON), {
        label: 'ε',
        help: 'Added to the variance, so that a constant vector can be divided by its root. Vision transformers take 1e-6.',
        range: [1e-7, 1e-2],
        scale: 'log',
        tier: 'advanced',
      }),
    }),
  hasWeights: true,
  ports: () => tensorPorts('Vectors along the last axis.', 'The same, normalised.', VECTOR_KINDS),
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('input');
    const affine = params.affine ? namedAffine(context, 'norm', tensor.shape.at(-1) ?? 1) : {};
    return { output: { tensor: normalise(ops, tensor, affine, params.epsilon), views } };
  },
});
