import { defineNode, z } from '../../src/spec/index.ts';

/**
 * Puts the images of each view into a random order, drawn anew at every step for every view (He et al. 2020, section 3.3):
 * images V·B×H×W×C → the same in another order, and that order V·B: row i of the output is row order_i of the input.
 * Images never change their view. In evaluation nothing moves.
 */
export const batchShuffle = defineNode({
  id: 'flow.batchShuffle',
  label: 'Shuffle the batch',
  summary: 'Mixes the images of the batch, so that batch statistics give no answers away.',
  formula: 'y_i = x_{\\pi(i)}',
  citation: {
    authors: 'He, Fan, Wu, Xie, Girshick',
    year: 2020,
    title: 'Momentum Contrast for Unsupervised Visual Representation Learning',
    url: 'https://arxiv.org/abs/1911.05722',
  },
  pitfalls: [
    'It has an effect only where batch statistics are taken over parts of the batch: over the whole batch any order gives the same.',
    'Shuffle the keys’ images alone: queries and keys in the same parts could recognise each other again.',
    'Without unshuffling behind the encoder each query gets the key of another image as its positive.',
  ],
  keywords: ['MoCo', 'shuffling BN', 'permute', 'permutation', 'random order', 'batch norm', 'leak'],
  params: () => z.object({}),
  ports: () => ({
    inputs: [{ name: 'images', label: 'images', kinds: ['images'], summary: 'Images in their order.' }],
    outputs: [
      { name: 'images', label: 'shuffled', kind: 'images', summary: 'The same images in another order.' },
      { name: 'order', label: 'order', kind: 'index', summary: 'Where each of them stood: for unshuffling.' },
    ],
  }),
  forward(context) {
    const { ops } = context;
    const { tensor, views } = context.input('images');
    const rows = tensor.shape[0]!;
    if (context.mode === 'evaluate') {
      return { images: { tensor, views }, order: { tensor: ops.cast(ops.range(rows), 'int32'), views } };
    }
    const batch = rows / views;
    const drawn = context.draw('order', { kind: 'orders', count: batch }, [views, batch]);
    const first = ops.reshape(ops.mul(ops.range(views), batch), [views, 1]);
    const order = ops.cast(ops.reshape(ops.add(drawn, first), [rows]), 'int32');
    return { images: { tensor: ops.gather(tensor, order), views }, order: { tensor: order, views } };
  },
});
