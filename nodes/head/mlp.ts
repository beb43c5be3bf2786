import { defineNode, fanInUniform, param, z } from '../../src/spec/index.ts';
import { namedBatchNorm } from '../layer/operations/named-batch-norm.ts';
import { normGroups, normViews } from '../params/norm-views.ts';

/**
 * A multilayer perceptron on embeddings: linear – (norm) – ReLU for every hidden layer, then linear – (norm); the
 * projector g of Chen et al. 2020 (eq. after fig. 2) and the predictor q of Grill et al. 2020.
 *
 * embedding V·B×D → embedding V·B×outputSize. Kernels (in × out) and biases begin uniform in ±1/√fan-in, PyTorch's default.
 * A layer that a norm follows has no bias: the norm's offset does its work.
 */
export const mlp = defineNode({
  id: 'head.mlp',
  label: 'MLP head',
  summary: 'A small network on top of the encoder: projector or predictor.',
  formula: 'z = W_L\\,\\operatorname{ReLU}(\\operatorname{norm}(W_{L-1} \\cdots h))',
  citation: {
    authors: 'Chen, Kornblith, Norouzi, Hinton',
    year: 2020,
    title: 'A Simple Framework for Contrastive Learning of Visual Representations',
    url: 'https://arxiv.org/abs/2002.05709',
  },
  pitfalls: [
    'Evaluate the encoder’s output, not the projector’s: the loss makes the projector discard what views differ in.',
    'In methods without negatives the norms inside matter: removing them can let the output collapse.',
  ],
  keywords: ['projector', 'predictor', 'projection', 'dense', 'linear', 'fully connected'],
  params: z.object({
    role: param(z.enum(['projector', 'predictor']).default('projector'), {
      label: 'Role',
      help: 'What the head is for. It changes no number; diffs and collapse analysis read it.',
      options: {
        projector: 'Projector (after an encoder)',
        predictor: 'Predictor (of the other branch’s output)',
      },
    }),
    hidden: param(z.array(z.number().int().min(1).max(16384)).max(8).default([256]), {
      label: 'Hidden widths',
      help: 'Size of each hidden layer; none makes the head linear.',
    }),
    outputSize: param(z.number().int().min(1).max(16384).default(128), {
      label: 'Output size',
      help: 'Length of the vectors that leave the head.',
      range: [16, 512],
    }),
    norm: param(z.enum(['none', 'batch']).default('none'), {
      label: 'Hidden norm',
      help: 'What stands between each hidden layer and its ReLU.',
      options: { none: 'None', batch: 'Batch norm' },
    }),
    outputNorm: param(z.enum(['none', 'batch', 'batchNoAffine']).default('none'), {
      label: 'Output norm',
      help: 'What follows the last layer.',
      options: { none: 'None', batch: 'Batch norm', batchNoAffine: 'Batch norm without gain and offset' },
    }),
    bias: param(z.boolean().default(true), {
      label: 'Biases',
      help: 'Whether layers that no norm follows have a bias.',
      tier: 'advanced',
    }),
    normViews,
  }),
  hasWeights: true,
  ports: () => ({
    inputs: [
      { name: 'embedding', label: 'embedding', kinds: ['embedding'], summary: 'One vector per image.' },
    ],
    outputs: [{ name: 'embedding', label: 'embedding', kind: 'embedding', summary: 'The head’s output.' }],
  }),
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('embedding');
    const groups = normGroups(params.normViews, views);
    const widths = [...params.hidden, params.outputSize];
    let x = tensor;
    widths.forEach((width, index) => {
      const layer = `layer${index + 1}`;
      const last = index === widths.length - 1;
      const norm = last ? params.outputNorm : params.norm;
      const size = x.shape[1]!;
      const initial = fanInUniform(size);
      x = ops.matMul(x, context.weight(`${layer}.kernel`, [size, width], initial));
      if (norm !== 'none') x = namedBatchNorm(context, layer, x, groups, norm === 'batch');
      else if (params.bias)
        x = ops.add(x, context.weight(`${layer}.bias`, [width], initial, { decay: false }));
      if (!last) x = ops.relu(x);
    });
    return { embedding: { tensor: x, views } };
  },
});
