import { defineNode, param, z } from '../../src/spec/index.ts';
import { BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM, batchNorm as normalise } from './operations/batch-norm.ts';

/** Batch normalisation (Ioffe and Szegedy 2015) with gain and offset given: x N×…×C, scale C, offset C → y. */
export const batchNorm = defineNode({
  id: 'layer.batchNorm',
  label: 'Batch norm',
  summary: 'The bare operation, its gain and offset given from outside.',
  formula: 'y = \\gamma\\,\\frac{x - \\mu_B}{\\sqrt{\\sigma_B^2 + \\varepsilon}} + \\beta',
  citation: {
    authors: 'Ioffe, Szegedy',
    year: 2015,
    title: 'Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift',
    url: 'https://arxiv.org/abs/1502.03167',
  },
  pitfalls: ['The running variance is unbiased, the one in the output is not.'],
  keywords: ['normalization'],
  hidden: true,
  params: () =>
    z.object({
      momentum: param(z.number().min(0).max(1).default(BATCH_NORM_MOMENTUM), {
        label: 'Momentum',
        help: 'Share of the new statistics in the running ones.',
      }),
      epsilon: param(z.number().positive().default(BATCH_NORM_EPSILON), {
        label: 'ε',
        help: 'Added to the variance.',
      }),
    }),
  ports: () => ({
    inputs: [
      { name: 'x', label: 'x', kinds: ['features', 'embedding', 'matrix'], summary: 'What is normalised.' },
      { name: 'scale', label: 'scale', kinds: ['matrix'], summary: 'Gain of each channel.' },
      { name: 'offset', label: 'offset', kinds: ['matrix'], summary: 'Offset of each channel.' },
    ],
    outputs: [{ name: 'y', label: 'y', kind: { like: 'x' }, summary: 'Normalised, scaled and shifted.' }],
  }),
  forward(context) {
    const x = context.input('x');
    const [scale, offset] = [context.input('scale').tensor, context.input('offset').tensor];
    const tensor = normalise(context, x.tensor, scale, offset, { groups: x.views, ...context.params });
    return { y: { tensor, views: x.views } };
  },
});
