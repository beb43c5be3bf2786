import { snippet } from '../../snippet.ts';
import { batchNorm, conv2d, layerNorm, linear, normal, sequential, uniform, filled } from './layers.ts';
import { gelu, random } from './tensors.ts';

const residualBlock = snippet(
  'ResidualBlock',
  [conv2d, batchNorm, sequential],
  `
/** ReLU(branch(x) + shortcut(x)) (He et al. 2016): two 3x3 convolutions, or 1x1, 3x3, 1x1 as a bottleneck. */
class ResidualBlock {
  constructor(inputs, width, stride, { bottleneck, zeroInit }) {
    const outputs = bottleneck ? 4 * width : width;
    const convolution = (from, to, size, step = 1) =>
      new Conv2d(from, to, size, {
        stride: step,
        padding: (size - 1) / 2,
        bias: false,
        deviation: Math.sqrt(2 / (size * size * to)),
      });
    const sizes = bottleneck ? [[inputs, width, 1], [width, width, 3, stride], [width, outputs, 1]]
                             : [[inputs, width, 3, stride], [width, width, 3]];
    this.convolutions = sizes.map((size) => convolution(...size));
    this.norms = sizes.map(([, to]) => new BatchNorm(to));
    if (zeroInit) this.norms.at(-1).scale.assign(tf.zeros([outputs]));
    this.downsample = null;
    if (stride !== 1 || inputs !== outputs) {
      this.downsample = new Sequential(convolution(inputs, outputs, 1, stride), new BatchNorm(outputs));
    }
  }

  apply(x, training = true) {
    let y = x;
    this.convolutions.forEach((convolution, i) => {
      y = this.norms[i].apply(convolution.apply(i > 0 ? y.relu() : y), training);
    });
    return y.add(this.downsample ? this.downsample.apply(x, training) : x).relu();
  }
}
`,
);

export const resnet = snippet(
  'ResNet',
  [residualBlock],
  `
/** A residual network up to its last feature map (He et al. 2016), with a stem for small or for large images. */
class ResNet {
  constructor(channels, blocks, { width = 64, bottleneck = false, largeImages = false, zeroInit = true } = {}) {
    const [size, stride] = largeImages ? [7, 2] : [3, 1];
    const deviation = Math.sqrt(2 / (size * size * width));
    this.stem = new Conv2d(channels, width, size, { stride, padding: (size - 1) / 2, bias: false, deviation });
    this.stemNorm = new BatchNorm(width);
    this.largeImages = largeImages;
    let current = width;
    this.stages = blocks.map((count, stage) => {
      const planes = width * 2 ** stage;
      return Array.from({ length: count }, (_, index) => {
        const block = new ResidualBlock(current, planes, stage > 0 && index === 0 ? 2 : 1, { bottleneck, zeroInit });
        current = bottleneck ? 4 * planes : planes;
        return block;
      });
    });
  }

  apply(images, training = true) {
    let x = this.stemNorm.apply(this.stem.apply(images), training).relu();
    if (this.largeImages) x = tf.maxPool(x, 3, 2, 1);
    return this.stages.flat().reduce((y, block) => block.apply(y, training), x);
  }
}
`,
);

const transformerBlock = snippet(
  'TransformerBlock',
  [layerNorm, linear, gelu, random],
  `
/** x + attention(norm(x)), then x + MLP(norm(x)) (Dosovitskiy et al. 2021, eqs. 2 and 3), with stochastic depth. */
class TransformerBlock {
  constructor(width, heads, hidden) {
    const deviation = 0.02;
    this.heads = heads;
    this.dropRate = 0;
    this.attentionNorm = new LayerNorm(width, { epsilon: 1e-6 });
    this.qkv = new Linear(width, 3 * width, { deviation });
    this.output = new Linear(width, width, { deviation });
    this.mlpNorm = new LayerNorm(width, { epsilon: 1e-6 });
    this.mlpHidden = new Linear(width, hidden, { deviation });
    this.mlpOutput = new Linear(hidden, width, { deviation });
  }

  attention(x) {
    const [images, tokens, width] = x.shape;
    const size = width / this.heads;
    const [queries, keys, values] = tf
      .split(this.qkv.apply(x), 3, -1)
      .map((part) => part.reshape([images, tokens, this.heads, size]).transpose([0, 2, 1, 3]));
    const shares = tf.softmax(queries.mul(size ** -0.5).matMul(keys, false, true));
    return this.output.apply(shares.matMul(values).transpose([0, 2, 1, 3]).reshape(x.shape));
  }

  drop(branch, training) {
    if (!training || this.dropRate === 0) return branch;
    const kept = random.mask([branch.shape[0]], 1 - this.dropRate);
    return branch.mul(kept.div(1 - this.dropRate).reshape([-1, 1, 1]));
  }

  apply(x, training = true) {
    const y = x.add(this.drop(this.attention(this.attentionNorm.apply(x)), training));
    const hidden = gelu(this.mlpHidden.apply(this.mlpNorm.apply(y)));
    return y.add(this.drop(this.mlpOutput.apply(hidden), training));
  }
}
`,
);

const positions = snippet(
  'sinCosPositions',
  [],
  `
/** Fixed encodings of patches: half of the channels for the row, half for the column (MoCo v3). */
function sinCosPositions([rows, columns], [baseRows, baseColumns], width) {
  const quarter = width / 4;
  const encode = (index, count, base) => {
    const place = ((index + 0.5) * base) / count - 0.5;
    const angles = Array.from({ length: quarter }, (_, k) => place / 10000 ** (k / quarter));
    return [...angles.map(Math.sin), ...angles.map(Math.cos)];
  };
  const table = Array.from({ length: rows * columns }, (_, patch) => [
    ...encode(Math.floor(patch / columns), rows, baseRows),
    ...encode(patch % columns, columns, baseColumns),
  ]);
  return tf.tensor2d(table);
}
`,
);

const resample = snippet(
  'resamplePositions',
  [],
  `
/** Learned positions of one grid of patches for another (Dosovitskiy et al. 2021, sec. 3.2): bicubic, as images are resized. */
function resamplePositions(table, from, to) {
  const slope = -0.75;
  const cubic = (x) => {
    const d = Math.abs(x);
    if (d <= 1) return ((slope + 2) * d - (slope + 3)) * d * d + 1;
    return d < 2 ? slope * (((d - 5) * d + 8) * d - 4) : 0;
  };
  const weights = (source, target) =>
    Array.from({ length: target }, (_, i) => {
      const position = ((i + 0.5) * source) / target - 0.5;
      const row = Array(source).fill(0);
      for (let tap = Math.floor(position) - 1; tap <= Math.floor(position) + 2; tap++)
        row[Math.min(Math.max(tap, 0), source - 1)] += cubic(position - tap);
      return row;
    });
  const [down, across] = [0, 1].map((axis) => weights(from[axis], to[axis]));
  const matrix = down.flatMap((y) => across.map((x) => y.flatMap((a) => x.map((b) => a * b))));
  return tf.tensor2d(matrix).matMul(table);
}
`,
);

export const vit = snippet(
  'VisionTransformer',
  [transformerBlock, positions, resample, uniform, normal, filled],
  `
/** A vision transformer (Dosovitskiy et al. 2021); gives the tokens of all patches behind a class token, if any. */
class VisionTransformer {
  constructor(channels, grid, patch, width, depth, heads, options = {}) {
    const { mlpRatio = 4, classToken = true, learnedPositions = true, frozenPatches = false } = options;
    this.grid = grid;
    this.patchSize = patch;
    const limit = Math.sqrt(6 / (patch * patch * channels + width));
    this.patchKernel = uniform([patch * patch * channels, width], limit);
    this.patchBias = filled([width], 0);
    if (frozenPatches) this.patchKernel.trainable = this.patchBias.trainable = false;
    this.classToken = classToken ? normal([1, width], 0.02) : null;
    this.positions = learnedPositions ? normal([grid[0] * grid[1], width], 0.02) : null;
    this.classPosition = learnedPositions && classToken ? normal([1, width], 0.02) : null;
    const hidden = Math.round(width * mlpRatio);
    this.blocks = Array.from({ length: depth }, () => new TransformerBlock(width, heads, hidden));
    this.norm = new LayerNorm(width, { epsilon: 1e-6 });
  }

  /** Stochastic depth (Huang et al. 2016): 0 in the first block, \`rate\` in the last, on a line between. */
  setDropPath(rate) {
    const last = this.blocks.length - 1;
    this.blocks.forEach((block, i) => (block.dropRate = last > 0 ? (rate * i) / last : rate));
  }

  place(grid, width) {
    if (!this.positions) return sinCosPositions(grid, this.grid, width);
    if (String(grid) === String(this.grid)) return this.positions;
    return resamplePositions(this.positions, this.grid, grid);
  }

  apply(images, training = true) {
    const [count, height, across, channels] = images.shape;
    const size = this.patchSize;
    const [rows, columns, width] = [height / size, across / size, this.patchKernel.shape[1]];
    const patches = images
      .reshape([count * rows, size, columns, size * channels])
      .transpose([0, 2, 1, 3])
      .reshape([-1, size * size * channels]);
    let x = patches.matMul(this.patchKernel).add(this.patchBias).reshape([count, rows * columns, width]);
    x = x.add(this.place([rows, columns], width));
    if (this.classToken) {
      const token = this.classPosition ? this.classToken.add(this.classPosition) : this.classToken;
      x = tf.concat([token.broadcastTo([count, 1, width]), x], 1);
    }
    return this.norm.apply(this.blocks.reduce((y, block) => block.apply(y, training), x));
  }
}
`,
);
