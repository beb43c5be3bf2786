import { defineNode, param, z } from '../../src/spec/index.ts';
import { denseLayers } from '../layer/operations/dense-layers.ts';
import { activation, denseNorm } from '../params/dense.ts';
import { NORM_CALL_PARAMS, normGroups, normSplits, normViews } from '../params/norm-views.ts';
import { imagesPort } from './operations/images-port.ts';

/**
 * A multilayer perceptron on pixels: the image laid flat, then linear – norm – activation for every width.
 *
 * images V·B×H×W×C → embedding V·B×D with D the last width. Kernels and biases begin uniform in ±1/√fan-in, PyTorch's
 * default; a layer that a batch norm follows has no bias.
 */
export const mlpEncoder = defineNode({
  id: 'encoder.mlp',
  label: 'MLP encoder',
  summary: 'Fully connected layers on the pixels: an encoder that knows nothing of neighbourhood.',
  formula: 'x_{l+1} = \\sigma(\\operatorname{norm}(W_l x_l)),\\quad x_0 = \\operatorname{vec}(\\text{image})',
  citation: {
    authors: 'Rumelhart, Hinton, Williams',
    year: 1986,
    title: 'Learning representations by back-propagating errors',
    url: 'https://doi.org/10.1038/323533a0',
  },
  pitfalls: [
    'Every pixel has weights of its own: what is learned at one place says nothing about another, so crops and shifts are hard.',
    'Its weights belong to one image size: crops of another size need another encoder.',
  ],
  keywords: ['dense', 'fully connected', 'perceptron', 'baseline', 'network', 'backbone'],
  params: () =>
    z.object({
      widths: param(z.array(z.number().int().min(1).max(16384)).min(1).max(16).default([512, 256]), {
        label: 'Widths',
        help: 'Size of each layer; the last is that of the embedding.',
      }),
      norm: denseNorm('batch'),
      activation,
      normViews,
      normSplits,
    }),
  hasWeights: true,
  callParams: NORM_CALL_PARAMS,
  ports: () => ({
    inputs: [imagesPort],
    outputs: [
      { name: 'embedding', label: 'embedding', kind: 'embedding', summary: 'The last layer’s activations.' },
    ],
  }),
  forward(context) {
    const { ops } = context;
    const { widths, norm, activation: sigma } = context.params;
    const images = context.input('images');
    const [count, ...pixels] = images.tensor.shape as [number, ...number[]];
    const flat = ops.reshape(images.tensor, [count, pixels.reduce((size, n) => size * n, 1)]);
    const layers = widths.map((width) => ({ width, norm, activation: sigma }));
    const tensor = denseLayers(context, flat, layers, normGroups(context, images));
    return { embedding: { tensor, views: images.views } };
  },
});
