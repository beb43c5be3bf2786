import { defineNode, param, z } from '../../src/spec/index.ts';
import { namedBatchNorm } from '../layer/operations/named-batch-norm.ts';
import { NORM_CALL_PARAMS, normGroups, normSplits, normViews } from '../params/norm-views.ts';
import { tensorPorts } from './operations/tensor-ports.ts';

/**
 * Batch normalisation of the last axis over all others (Ioffe and Szegedy 2015, algorithms 1 and 2), with a gain and an
 * offset to be learned or without; momentum 0.1 and ε 1e-5, as torch.nn.BatchNorm. In evaluation the running statistics
 * serve.
 */
export const batchNorm = defineNode({
  id: 'math.batchNorm',
  label: 'Batch norm',
  summary: 'Gives every feature mean 0 and variance 1 over the batch.',
  formula: 'y = \\gamma\\,\\frac{x - \\mu_B}{\\sqrt{\\sigma_B^2 + \\varepsilon}} + \\beta',
  citation: {
    authors: 'Ioffe, Szegedy',
    year: 2015,
    title: 'Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift',
    url: 'https://arxiv.org/abs/1502.03167',
  },
  pitfalls: [
    'Each image sees the others of its batch: contrastive methods can read the answer off the statistics.',
    'A momentum teacher keeps running statistics of its own or follows the student’s: methods differ.',
    'Without gain and offset it whitens each feature alone: features may still be copies of each other.',
  ],
  keywords: ['BN', 'normalization', 'standardize', 'whiten', 'running statistics'],
  params: () =>
    z.object({
      affine: param(z.boolean().default(true), {
        label: 'Gain and offset',
        help: 'Whether each feature has a gain and an offset that are learned. Outputs of projectors often have none.',
      }),
      normViews,
      normSplits,
    }),
  hasWeights: true,
  callParams: NORM_CALL_PARAMS,
  ports: () => tensorPorts('Any tensor; the last axis holds the features.', 'The same, normalised.'),
  forward(context) {
    const input = context.input('input');
    const groups = normGroups(context, input);
    const tensor = namedBatchNorm(context, 'norm', input.tensor, groups, { affine: context.params.affine });
    return { output: { tensor, views: input.views } };
  },
});
