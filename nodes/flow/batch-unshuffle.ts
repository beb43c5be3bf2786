import { defineNode, z } from '../../src/spec/index.ts';
import { VECTOR_KINDS } from '../params/tensor-kinds.ts';

/** Undoes a shuffle: row i of the input becomes row order_i of the output, V·B×… → V·B×… (He et al. 2020, section 3.3). */
export const batchUnshuffle = defineNode({
  id: 'flow.batchUnshuffle',
  label: 'Unshuffle the batch',
  summary: 'Brings shuffled rows back into the order they came in.',
  formula: 'y_{\\pi(i)} = x_i',
  citation: {
    authors: 'He, Fan, Wu, Xie, Girshick',
    year: 2020,
    title: 'Momentum Contrast for Unsupervised Visual Representation Learning',
    url: 'https://arxiv.org/abs/1911.05722',
  },
  pitfalls: [
    'It needs the order of the very shuffle before its encoder: that of another one mixes the rows a second time.',
  ],
  keywords: ['MoCo', 'shuffling BN', 'permute', 'inverse', 'restore', 'order'],
  params: () => z.object({}),
  ports: () => ({
    inputs: [
      {
        name: 'embedding',
        label: 'shuffled',
        kinds: VECTOR_KINDS,
        summary: 'One row for each shuffled image.',
      },
      { name: 'order', label: 'order', kinds: ['index'], summary: 'The order the shuffle gave.' },
    ],
    outputs: [
      {
        name: 'embedding',
        label: 'restored',
        kind: { like: 'embedding' },
        summary: 'Rows as before the shuffle.',
      },
    ],
  }),
  forward(context) {
    const { tensor, views } = context.input('embedding');
    const order = context.input('order').tensor;
    // each place of an order occurs once: the sum over the rows sent there is the one row
    return { embedding: { tensor: context.ops.segmentSum(tensor, order, tensor.shape[0]!), views } };
  },
});
