import { defineNode, param, z } from '../../src/spec/index.ts';
import { NORM_CALL_PARAMS, normGroups, normSplits, normViews } from '../params/norm-views.ts';
import { imagesPort } from './operations/images-port.ts';
import { mapOutputs, mapSignals } from './operations/map-outputs.ts';
import { convolutionAndNorm, residualBlock } from './operations/residual-block.ts';

/** Blocks of each stage and their kind, by depth (He et al. 2016, table 1). */
const DEPTHS = {
  18: { blocks: [2, 2, 2, 2], block: 'basic' },
  34: { blocks: [3, 4, 6, 3], block: 'basic' },
  50: { blocks: [3, 4, 6, 3], block: 'bottleneck' },
  101: { blocks: [3, 4, 23, 3], block: 'bottleneck' },
  152: { blocks: [3, 8, 36, 3], block: 'bottleneck' },
} as const;

/** `18` means the same as `"18"`: in a list of choices numbers are texts, in a file or on the command line they need not be. */
const depth = z.preprocess(
  (given) => (typeof given === 'number' ? String(given) : given),
  z.enum(['18', '34', '50', '101', '152']),
);

/**
 * A residual network (He et al. 2016) as torchvision lays it out: stem, stages of residual blocks each of which but the first
 * halves the map and doubles the channels, then the mean over all positions.
 *
 * images V·B×H×W×C → features V·B×h×w×D and embedding V·B×D, D = width · 2^(stages − 1), four times that with bottlenecks.
 * Convolutions have no bias and begin normal with variance 2/fan-out; gains begin at 1, the last of each block at 0 where
 * `zeroInitResidual` is set (Goyal et al. 2017, sec. 5.1).
 */
export const resnet = defineNode({
  id: 'encoder.resnet',
  label: 'ResNet',
  summary: 'A residual network, the encoder of most published methods, for small or large images.',
  formula: 'x_{l+1} = \\operatorname{ReLU}(F_l(x_l) + x_l),\\quad h = \\frac{1}{|P|}\\sum_{p \\in P} x_L[p]',
  citation: {
    authors: 'He, Zhang, Ren, Sun',
    year: 2016,
    title: 'Deep Residual Learning for Image Recognition',
    url: 'https://arxiv.org/abs/1512.03385',
  },
  pitfalls: [
    'The ImageNet stem divides height and width by 4: on 32×32 pixels hardly anything is left for the stages. Papers on CIFAR take the small stem.',
    'Batch statistics are taken over the images of a batch: where positives or keys share it, they can be told by them. Shuffle the batch, or take statistics in parts.',
    'A copy that follows slowly (a teacher, a key encoder) needs running statistics too if it is ever evaluated.',
  ],
  keywords: ['residual', 'resnet18', 'resnet50', 'cnn', 'convolution', 'backbone', 'bottleneck', 'network'],
  params: () =>
    z.object({
      depth: param(depth.default('18'), {
        label: 'Depth',
        help: 'Number of layers, as in the paper: 18 and 34 have basic blocks, the deeper ones bottlenecks.',
      }),
      width: param(z.number().int().min(1).max(1024).default(64), {
        label: 'Width',
        help: 'Channels of the stem and of the first stage; each further stage has twice as many as the one before.',
        unit: 'channels',
        range: [8, 128],
      }),
      stem: param(z.enum(['cifar', 'imagenet']).default('cifar'), {
        label: 'Stem',
        help: 'The first layer: for small images a 3×3 convolution, for large ones a 7×7 convolution with stride 2 and max pooling.',
        options: { cifar: '3×3 (small images)', imagenet: '7×7 and max pooling (large images)' },
      }),
      blocks: param(z.array(z.number().int().min(1).max(64)).max(8).default([]), {
        label: 'Blocks',
        help: 'Number of blocks of each stage; none takes those of the depth.',
        tier: 'advanced',
      }),
      block: param(z.enum(['byDepth', 'basic', 'bottleneck']).default('byDepth'), {
        label: 'Block',
        help: 'Two 3×3 convolutions, or a 3×3 between two 1×1 and four times the channels behind it.',
        options: { byDepth: 'As the depth has it', basic: 'Basic', bottleneck: 'Bottleneck' },
        tier: 'advanced',
      }),
      zeroInitResidual: param(z.boolean().default(true), {
        label: 'Blocks begin as identity',
        help: 'The last gain of each block begins at 0, so that the network begins shallow.',
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
    const byDepth = DEPTHS[params.depth];
    const blocks = params.blocks.length > 0 ? params.blocks : byDepth.blocks;
    const kind = params.block === 'byDepth' ? byDepth.block : params.block;
    const statistics = normGroups(context, images);

    const large = params.stem === 'imagenet';
    const window = large ? { size: 7, stride: 2 } : { size: 3, stride: 1 };
    let x = convolutionAndNorm(context, 'stem', images.tensor, params.width, window, statistics);
    x = ops.relu(x);
    if (large) x = ops.maxPool2d(x, { size: 3, stride: 2, padding: 1 });

    blocks.forEach((count, stage) => {
      for (let i = 0; i < count; i++) {
        const block = {
          kind,
          width: params.width * 2 ** stage,
          stride: stage > 0 && i === 0 ? 2 : 1,
          zeroInit: params.zeroInitResidual,
        };
        x = residualBlock(context, `stage${stage + 1}.block${i + 1}`, x, block, statistics);
      }
    });
    return mapSignals(ops, x, images.views);
  },
});
