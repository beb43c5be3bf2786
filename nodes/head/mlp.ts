import { defineNode, param, z } from '../../src/spec/index.ts';
import { denseLayers } from '../layer/operations/dense-layers.ts';
import { activation, denseNorm, outputSize } from '../params/dense.ts';
import { NORM_CALL_PARAMS, normGroups, normSplits, normViews } from '../params/norm-views.ts';
import { embeddingPort } from './operations/embedding-port.ts';

/**
 * A multilayer perceptron on embeddings: linear – (norm) – activation for every hidden layer, then linear – (norm); the
 * projector g of Chen et al. 2020 (eq. after fig. 2) and the predictor q of Grill et al. 2020.
 *
 * embedding V·B×D → embedding V·B×outputSize. Kernels (in × out) and biases begin uniform in ±1/√fan-in, PyTorch's default.
 * A layer that a batch norm follows has no bias, as in SimSiam's code: subtracting the batch's mean would remove it, and the
 * norm's offset does its work. In front of a layer norm, and where there is none, a bias is there unless `bias` is off.
 */
export const mlp = defineNode({
  id: 'head.mlp',
  label: 'MLP head',
  summary: 'A small network on top of the encoder: projector or predictor.',
  formula: 'z = W_L\\,\\sigma(\\operatorname{norm}(W_{L-1} \\cdots h))',
  citation: {
    authors: 'Chen, Kornblith, Norouzi, Hinton',
    year: 2020,
    title: 'A Simple Framework for Contrastive Learning of Visual Representations',
    url: 'https://arxiv.org/abs/2002.05709',
  },
  pitfalls: [
    'Evaluate the encoder’s output, not the projector’s: the loss makes the projector discard what views differ in.',
    'In methods without negatives the norms inside matter: removing them can let the output collapse.',
    'A predictor has no batch norm on its output (BYOL, SimSiam: with one training is unstable), and SimSiam’s is a bottleneck of a quarter of the width.',
  ],
  keywords: ['projector', 'predictor', 'projection', 'dense', 'linear', 'fully connected'],
  params: () =>
    z.object({
      role: param(z.enum(['projector', 'predictor']).default('projector'), {
        label: 'Role',
        help: 'What the head is for. An optimiser may give predictors a rate of their own; else it changes no number.',
        options: {
          projector: 'Projector (after an encoder)',
          predictor: 'Predictor (of the other branch’s output)',
        },
      }),
      hidden: param(z.array(z.number().int().min(1).max(16384)).max(8).default([256]), {
        label: 'Hidden widths',
        help: 'Size of each hidden layer; none makes the head linear.',
      }),
      outputSize: outputSize(128, 'Length of the vectors that leave the head.', [16, 512]),
      norm: denseNorm('none'),
      outputNorm: param(z.enum(['none', 'batch', 'batchNoAffine']).default('none'), {
        label: 'Output norm',
        help: 'What follows the last layer.',
        options: { none: 'None', batch: 'Batch norm', batchNoAffine: 'Batch norm without gain and offset' },
      }),
      activation,
      bias: param(z.boolean().default(true), {
        label: 'Biases',
        help: 'Whether layers that no batch norm follows have a bias; in front of a batch norm there is none.',
        tier: 'advanced',
      }),
      normViews,
      normSplits,
    }),
  hasWeights: true,
  callParams: ['role', ...NORM_CALL_PARAMS],
  ports: () => ({
    inputs: [embeddingPort],
    outputs: [{ name: 'embedding', label: 'embedding', kind: 'embedding', summary: 'The head’s output.' }],
  }),
  forward(context) {
    const { role, hidden, norm, outputNorm, bias, ...params } = context.params;
    const input = context.input('embedding');
    const layers = [
      ...hidden.map((width) => ({ width, norm, activation: params.activation })),
      { width: params.outputSize, norm: outputNorm, activation: 'none' as const },
    ];
    const part = role === 'predictor' && ({ part: 'predictor' } as const);
    const tensor = denseLayers(context, input.tensor, layers, normGroups(context, input), { bias, ...part });
    return { embedding: { tensor, views: input.views } };
  },
});
