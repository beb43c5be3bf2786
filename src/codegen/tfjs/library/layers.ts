import { snippet } from '../../snippet.ts';

export const uniform = snippet(
  'uniform',
  [],
  `
/** A variable that begins uniform within plus and minus \`limit\`. */
const uniform = (shape, limit) => tf.tidy(() => tf.variable(tf.randomUniform(shape, -limit, limit)));
`,
);

export const normal = snippet(
  'normal',
  [],
  `
/** A variable that begins normal with this deviation. */
const normal = (shape, deviation) => tf.tidy(() => tf.variable(tf.randomNormal(shape, 0, deviation)));
`,
);

export const filled = snippet(
  'filled',
  [],
  `
/** A variable that begins with one value everywhere. */
const filled = (shape, value, trainable = true) =>
  tf.tidy(() => tf.variable(tf.fill(shape, value), trainable));
`,
);

export const variables = snippet(
  'variables',
  [],
  `
/** All variables of a module by their paths, such as \`encoder.layers.0.kernel\`. */
export function variables(module, path = '', found = {}) {
  if (module instanceof tf.Variable) found[path] = module;
  else if (module !== null && typeof module === 'object') {
    for (const [name, part] of Object.entries(module)) variables(part, path ? \`\${path}.\${name}\` : name, found);
  }
  return found;
}
`,
);

export const sequential = snippet(
  'Sequential',
  [],
  `
/** Layers and functions, one after another. */
class Sequential {
  constructor(...layers) {
    this.layers = layers;
  }

  apply(x, training = true) {
    return this.layers.reduce(
      (y, layer) => (typeof layer === 'function' ? layer(y) : layer.apply(y, training)),
      x,
    );
  }
}
`,
);

export const linear = snippet(
  'Linear',
  [uniform, normal, filled],
  `
/** x times a matrix, plus a bias, along the last axis. Begins uniform within 1/sqrt(inputs), or normal with \`deviation\`. */
class Linear {
  constructor(inputs, outputs, { bias = true, deviation = 0 } = {}) {
    const limit = inputs ** -0.5;
    this.kernel = deviation > 0 ? normal([inputs, outputs], deviation) : uniform([inputs, outputs], limit);
    this.bias = null;
    if (bias) this.bias = deviation > 0 ? filled([outputs], 0) : uniform([outputs], limit);
  }

  apply(x) {
    const y = x.reshape([-1, this.kernel.shape[0]]).matMul(this.kernel);
    return (this.bias ? y.add(this.bias) : y).reshape([...x.shape.slice(0, -1), this.kernel.shape[1]]);
  }
}
`,
);

const convolve = snippet(
  'convolve',
  [],
  `
/**
 * tf.conv2d, its gradient written as convolutions too: tfjs's own kernel for the gradient of the filter is many times slower in
 * JavaScript and missing in WebAssembly. There, batch and channels change places, and dy is the filter, dilated by the stride.
 */
function convolve(x, kernel, stride, padding) {
  const convolution = tf.customGrad((images, filter, save) => {
    save([images, filter]);
    const gradFunc = (dy, [input, weights]) => {
      const [height, width] = weights.shape;
      const padded = input.pad([[0, 0], [padding, padding], [padding, padding], [0, 0]]);
      const turned = [padded.transpose([3, 1, 2, 0]), dy.transpose([1, 2, 0, 3])];
      const ofFilter = tf.conv2d(...turned, 1, 'valid', 'NHWC', stride).transpose([1, 2, 0, 3]);
      return [
        tf.conv2dTranspose(dy, weights, input.shape, stride, padding),
        ofFilter.slice([0, 0, 0, 0], [height, width, -1, -1]),
      ];
    };
    return { value: tf.conv2d(images, filter, stride, padding), gradFunc };
  });
  return convolution(x, kernel);
}
`,
);

export const conv2d = snippet(
  'Conv2d',
  [convolve, uniform, normal],
  `
/** A convolution of maps with their channels last. Begins uniform within 1/sqrt(inputs of a unit), or normal with \`deviation\`. */
class Conv2d {
  constructor(inputs, outputs, size, { stride = 1, padding = 0, bias = true, deviation = 0 } = {}) {
    const shape = [size, size, inputs, outputs];
    const limit = (size * size * inputs) ** -0.5;
    this.kernel = deviation > 0 ? normal(shape, deviation) : uniform(shape, limit);
    this.bias = bias ? uniform([outputs], limit) : null;
    this.stride = stride;
    this.padding = padding;
  }

  apply(x) {
    const y = convolve(x, this.kernel, this.stride, this.padding);
    return this.bias ? y.add(this.bias) : y;
  }
}
`,
);

export const batchNorm = snippet(
  'BatchNorm',
  [filled],
  `
/**
 * Batch norm over everything but the last axis (Ioffe and Szegedy 2015). The running statistics, which serve outside of training, take
 * the unbiased variance. With \`splits\` above 1 equal parts of the batch are normalised side by side, as on so many devices.
 */
class BatchNorm {
  constructor(channels, { affine = true } = {}) {
    this.scale = affine ? filled([channels], 1) : null;
    this.offset = affine ? filled([channels], 0) : null;
    this.runningMean = filled([channels], 0, false);
    this.runningVariance = filled([channels], 1, false);
    this.momentum = 0.1;
    this.splits = 1;
  }

  apply(x, training = true) {
    const y = training ? this.byBatch(x) : this.normalise(x, this.runningMean, this.runningVariance);
    return this.scale ? y.mul(this.scale).add(this.offset) : y;
  }

  byBatch(x) {
    const rows = x.reshape([this.splits, -1, x.shape.at(-1)]);
    const { mean, variance } = tf.moments(rows, 1, true);
    const count = rows.shape[1];
    this.remember(this.runningMean, mean);
    this.remember(this.runningVariance, variance.mul(count / (count - 1)));
    return this.normalise(rows, mean, variance).reshape(x.shape);
  }

  normalise(x, mean, variance) {
    return x.sub(mean).mul(variance.add(1e-5).rsqrt());
  }

  remember(running, ofParts) {
    running.assign(running.mul(1 - this.momentum).add(ofParts.mean([0, 1]).mul(this.momentum)));
  }
}
`,
);

export const groupNorm = snippet(
  'GroupNorm',
  [filled],
  `
/** Normalises each image's channels in equal runs, over all positions (Wu and He 2018). */
class GroupNorm {
  constructor(groups, channels) {
    this.groups = groups;
    this.scale = filled([channels], 1);
    this.offset = filled([channels], 0);
  }

  apply(x) {
    const rows = x.reshape([x.shape[0], -1, this.groups, x.shape.at(-1) / this.groups]);
    const { mean, variance } = tf.moments(rows, [1, 3], true);
    const y = rows.sub(mean).mul(variance.add(1e-5).rsqrt());
    return y.reshape(x.shape).mul(this.scale).add(this.offset);
  }
}
`,
);

export const layerNorm = snippet(
  'LayerNorm',
  [filled],
  `
/** Normalises each vector along the last axis (Ba, Kiros and Hinton 2016). */
class LayerNorm {
  constructor(channels, { epsilon = 1e-5, affine = true } = {}) {
    this.epsilon = epsilon;
    this.scale = affine ? filled([channels], 1) : null;
    this.offset = affine ? filled([channels], 0) : null;
  }

  apply(x) {
    const { mean, variance } = tf.moments(x, -1, true);
    const y = x.sub(mean).mul(variance.add(this.epsilon).rsqrt());
    return this.scale ? y.mul(this.scale).add(this.offset) : y;
  }
}
`,
);

export const eachView = snippet(
  'eachView',
  [],
  `
/** Applies a module to one view at a time, so that batch norms see them apart. */
const eachView = (module, x, views, training = true) =>
  tf.concat(tf.split(x, views).map((view) => module.apply(view, training)));
`,
);

export const batchNormsOf = snippet(
  'batchNormsOf',
  [batchNorm],
  `
/** All batch norms of a module. */
function batchNormsOf(module) {
  if (module instanceof BatchNorm) return [module];
  if (module === null || typeof module !== 'object') return [];
  return Object.values(module).flatMap(batchNormsOf);
}
`,
);

export const splitBatchNorms = snippet(
  'splitBatchNorms',
  [batchNormsOf],
  `
/** Lets all batch norms of a module normalise so many parts of the batch side by side. */
function splitBatchNorms(module, splits) {
  for (const norm of batchNormsOf(module)) norm.splits = splits;
}
`,
);

export const holdStatistics = snippet(
  'holdStatistics',
  [batchNormsOf],
  `
/** Keeps batch norms from changing their running statistics by what they see. */
function holdStatistics(module) {
  for (const norm of batchNormsOf(module)) norm.momentum = 0;
}
`,
);

export const frozen = snippet(
  'frozen',
  [variables],
  `
/** The same module; no optimiser changes it. */
function frozen(module) {
  for (const variable of Object.values(variables(module))) variable.trainable = false;
  return module;
}
`,
);

export const follower = snippet(
  'follower',
  [],
  `
/** A copy that no optimiser changes. */
function follower(module) {
  if (module instanceof tf.Variable) return tf.tidy(() => tf.variable(module.clone(), false));
  if (Array.isArray(module)) return module.map(follower);
  if (module === null || typeof module !== 'object') return module;
  const parts = Object.entries(module).map(([name, part]) => [name, follower(part)]);
  return Object.assign(Object.create(Object.getPrototypeOf(module)), Object.fromEntries(parts));
}
`,
);

export const follow = snippet(
  'follow',
  [variables],
  `
/** Moves weights, and running statistics where asked: target <- momentum * target + (1 - momentum) * source. */
function follow(target, source, momentum, { statistics = false } = {}) {
  const followed = variables(source);
  for (const [name, own] of Object.entries(variables(target))) {
    if (statistics || !/running(Mean|Variance)$/.test(name))
      own.assign(own.mul(momentum).add(followed[name].mul(1 - momentum)));
  }
}
`,
);
