import { defineNode, param, z, zeros } from '../../src/spec/index.ts';
import { linear as affine } from '../layer/operations/linear.ts';
import { outputSize } from '../params/dense.ts';
import { embeddingPort } from './operations/embedding-port.ts';

/**
 * One linear layer: W·h + b. A classifier where it gives logits, a projection where it gives an embedding.
 *
 * embedding V·B×D → logits or embedding V·B×K. Kernel (in × out) and bias begin uniform in ±1/√D, PyTorch's default, or,
 * where `initialStd` is set, normal with that deviation and 0.
 */
export const linearHead = defineNode({
  id: 'head.linear',
  label: 'Linear head',
  summary: 'One linear layer: scores of classes, or a projection.',
  formula: 'y = W h + b',
  citation: {
    authors: 'Zhang, Isola, Efros',
    year: 2016,
    title: 'Colorful Image Colorization',
    url: 'https://arxiv.org/abs/1603.08511',
  },
  pitfalls: [
    'To measure a representation by a linear classifier, put a stop-gradient in front of it: else the labels train the encoder.',
    'Logits are no probabilities: the loss or a softmax makes them so.',
    'Where classes are cluster numbers that change, the layer must begin anew: its rows stand for other clusters then.',
  ],
  keywords: ['classifier', 'linear probe', 'logits', 'fully connected', 'dense', 'projection'],
  params: () =>
    z.object({
      outputSize: outputSize(10, 'Number of classes, or length of the vectors.', [2, 512]),
      gives: param(z.enum(['logits', 'embedding']).default('logits'), {
        label: 'Gives',
        help: 'What the output is: scores over classes, or vectors to compare.',
        options: { logits: 'Logits', embedding: 'An embedding' },
      }),
      bias: param(z.boolean().default(true), {
        label: 'Bias',
        help: 'Whether b is there.',
        tier: 'advanced',
      }),
      initialStd: param(z.number().min(0).max(1).default(0), {
        label: 'Initial deviation',
        help: 'Standard deviation of the first kernel, the bias being 0; linear evaluation often takes 0.01. 0 takes PyTorch’s default.',
        range: [0, 0.1],
        tier: 'advanced',
      }),
    }),
  hasWeights: true,
  ports: ({ gives }) => ({
    inputs: [embeddingPort],
    outputs: [
      gives === 'logits'
        ? { name: 'logits', label: 'logits', kind: 'logits', summary: 'Scores over the classes.' }
        : { name: 'embedding', label: 'embedding', kind: 'embedding', summary: 'The projected vectors.' },
    ],
  }),
  forward(context) {
    const { outputSize: size, gives, bias, initialStd: std } = context.params;
    const { tensor, views } = context.input('embedding');
    const initial = std > 0 && { initial: { kernel: { kind: 'normal', std } as const, bias: zeros } };
    return { [gives]: { tensor: affine(context, 'layer', tensor, size, { bias, ...initial }), views } };
  },
});
