import { defineNode, param, z, type Tensor } from '../../src/spec/index.ts';
import { convolution } from '../layer/operations/convolution.ts';
import { groupNorm } from '../layer/operations/group-norm.ts';
import { namedAffine } from '../layer/operations/named-affine.ts';
import { namedBatchNorm } from '../layer/operations/named-batch-norm.ts';
import { NORM_CALL_PARAMS, normGroups, normSplits, normViews } from '../params/norm-views.ts';
import { imagesPort } from './operations/images-port.ts';
import { mapOutputs, mapSignals } from './operations/map-outputs.ts';
import { oddSize } from '../params/odd-size.ts';

/**
 * A plain ConvNet: in every stage a convolution (padding (k − 1)/2), a norm if wanted, and ReLU; then the mean over all
 * positions (global average pooling, Lin et al. 2014). Norms: batch (Ioffe and Szegedy 2015), group (Wu and He 2018), and
 * layer, which on a map is one group: over all channels and positions of an image.
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
    'Group and layer norm look at one image only: nothing leaks between the images of a batch, and training and evaluation are alike.',
  ],
  keywords: ['cnn', 'convolution', 'backbone', 'conv', 'network', 'resnet'],
  params: () =>
    z.object({
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
      norm: param(z.enum(['none', 'batch', 'group', 'layer']).default('batch'), {
        label: 'Norm',
        help: 'What stands between each convolution and its ReLU. Without it short runs learn little.',
        options: {
          none: 'None (convolutions have biases)',
          batch: 'Batch norm',
          group: 'Group norm',
          layer: 'Layer norm (one group)',
        },
      }),
      groups: param(z.number().int().min(1).max(4096).default(8), {
        label: 'Groups',
        help: 'Into how many equal groups group norm divides the channels; it must divide every width.',
        range: [1, 32],
        tier: 'advanced',
      }),
      normViews,
      normSplits,
    }),
  hasWeights: true,
  callParams: NORM_CALL_PARAMS,
  ports: () => ({
    inputs: [imagesPort],
    outputs: mapOutputs,
  }),
  forward(context) {
    const { ops, params } = context;
    const images = context.input('images');
    const { norm, kernelSize: size, stride, widths } = params;
    const unequal = norm === 'group' && widths.find((width) => width % params.groups !== 0);
    if (unequal) {
      const problem = `${params.groups} groups do not divide ${unequal} channels`;
      context.refuse('GRAPH_BAD_PARAM', { param: 'groups', problem }, { param: 'groups' });
    }
    const statistics = normGroups(context, images);
    const normalise = (x: Tensor, stage: string, width: number): Tensor => {
      if (norm === 'none') return x;
      if (norm === 'batch') return namedBatchNorm(context, stage, x, statistics);
      const { scale, offset } = namedAffine(context, stage, width);
      return groupNorm(ops, x, scale, offset, { groups: norm === 'layer' ? 1 : params.groups });
    };
    const x = widths.reduce((map, width, index) => {
      const stage = `stage${index + 1}`;
      const y = convolution(context, stage, map, width, { size, stride, bias: norm === 'none' });
      return ops.relu(normalise(y, stage, width));
    }, images.tensor);
    return mapSignals(ops, x, images.views);
  },
});
