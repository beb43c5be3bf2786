import { defineNode, fanInUniform, param, z } from '../../src/spec/index.ts';
import { namedBatchNorm } from '../layer/operations/named-batch-norm.ts';
import { normGroups, normViews } from '../params/norm-views.ts';
import { oddSize } from '../params/odd-size.ts';

/**
 * A plain ConvNet: in every stage a convolution (padding (k − 1)/2), a batch norm if wanted, and ReLU; then the mean
 * over all positions (global average pooling, Lin et al. 2014).
 *
 * images V·B×H×W×C → features V·B×h×w×D and embedding V·B×D. Kernels, and biases where no norm follows, begin uniform in
 * ±1/√fan-in, PyTorch's default. All views pass in one call; batch statistics may still be taken per view.
 */
export const convnet = defineNode({
  id: 'encoder.convnet',
  label: 'ConvNet',
  summary: 'A small convolutional encoder: one convolution per stage, then global average pooling.',
  formula:
    'x_{l+1} = \\operatorname{ReLU}(\\operatorname{norm}(W_l * x_l)),\\quad h = \\frac{1}{|P|}\\sum_{p \\in P} x_L[p]',
  citation: {
    authors: 'LeCun, Bottou, Bengio, Haffner',
    year: 1998,
    title: 'Gradient-Based Learning Applied to Document Recognition',
    url: 'https://doi.org/10.1109/5.726791',
  },
  pitfalls: [
    'Each stage with stride 2 halves the image: four of them leave 2×2 positions of 32×32 pixels.',
    'With batch norm the images of a batch see each other; the running statistics used in evaluation need some steps to settle.',
  ],
  keywords: ['cnn', 'convolution', 'backbone', 'conv', 'network', 'resnet'],
  params: z.object({
    widths: param(z.array(z.number().int().min(1).max(4096)).min(1).max(16).default([32, 64, 128]), {
      label: 'Widths',
      help: 'Channels of each stage; the last is the size of the embedding.',
      unit: 'channels',
    }),
    kernelSize: param(oddSize.default(3), {
      label: 'Kernel size',
      help: 'Width of every convolution’s window, an odd number.',
      unit: 'px',
      range: [1, 7],
      step: 2,
    }),
    stride: param(z.number().int().min(1).max(8).default(2), {
      label: 'Stride',
      help: 'Step of every convolution’s window: 2 halves height and width at each stage.',
      unit: 'px',
      range: [1, 4],
    }),
    norm: param(z.enum(['none', 'batch']).default('batch'), {
      label: 'Norm',
      help: 'What stands between each convolution and its ReLU. Without it short runs learn little.',
      options: { none: 'None (convolutions have biases)', batch: 'Batch norm' },
    }),
    normViews,
  }),
  hasWeights: true,
  ports: () => ({
    inputs: [{ name: 'images', label: 'images', kinds: ['images'], summary: 'Views to encode.' }],
    outputs: [
      {
        name: 'embedding',
        label: 'embedding',
        kind: 'embedding',
        summary: 'The mean over all positions: one vector per image.',
      },
      { name: 'features', label: 'feature map', kind: 'features', summary: 'The last stage’s map.' },
    ],
  }),
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('images');
    const { kernelSize: size, stride } = params;
    const groups = normGroups(params.normViews, views);
    let x = tensor;
    params.widths.forEach((width, index) => {
      const stage = `stage${index + 1}`;
      const channels = x.shape[3]!;
      const initial = fanInUniform(size * size * channels);
      const kernel = context.weight(`${stage}.kernel`, [size, size, channels, width], initial);
      x = ops.conv2d(x, kernel, { stride, padding: (size - 1) / 2 });
      x =
        params.norm === 'batch'
          ? namedBatchNorm(context, stage, x, groups)
          : ops.add(x, context.weight(`${stage}.bias`, [width], initial, { decay: false }));
      x = ops.relu(x);
    });
    return {
      embedding: { tensor: ops.mean(x, [1, 2]), views },
      features: { tensor: x, views },
    };
  },
});
