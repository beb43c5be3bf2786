/**
 * MoCo v1.
 *
 * A query should match the key of the same image among thousands of keys of other images, kept in a
 * queue. The keys come from a slowly moving copy of the encoder, so that those of earlier batches
 * still fit those of today.
 *
 * Loss: \begin{aligned}\mathcal{L}_q &= -\log \frac{\exp(\hat q^\top \hat k_+ / \tau)}{\sum_{k \in
 * \{k_+\} \cup \text{queue}} \exp(\hat q^\top \hat k / \tau)}\\ \theta_k &\leftarrow m\,\theta_k +
 * (1-m)\,\theta_q\end{aligned}
 *
 * K. He, H. Fan, Y. Wu, S. Xie, R. Girshick: Momentum Contrast for Unsupervised Visual Representation
 * Learning. CVPR 2020. https://arxiv.org/abs/1911.05722
 */
import * as tf from '@tensorflow/tfjs';

/** Images per step, and steps of the run. */
export const BATCH_SIZE = 128;
export const STEPS = 400;

/** Of each channel, over the pixels of Emoji in [0, 1]. */
const MEAN = [0.8042, 0.7524, 0.7001];
const DEVIATION = [0.289, 0.2822, 0.3356];

/** Which of the images' labels is given. */
const LABEL = 'category';

/** MoCo v1: the networks, the loss of one step, and what moves besides the optimiser. */
export class MoCoV1 {
  constructor() {
    this.encoder = new Sequential(
      new Conv2d(3, 32, 3, { stride: 2, padding: 1, bias: false }),
      new BatchNorm(32),
      tf.relu,
      new Conv2d(32, 64, 3, { stride: 2, padding: 1, bias: false }),
      new BatchNorm(64),
      tf.relu,
      new Conv2d(64, 128, 3, { stride: 2, padding: 1, bias: false }),
      new BatchNorm(128),
      tf.relu,
    );
    this.head = new Sequential(new Linear(128, 128));
    this.keyEncoder = follower(this.encoder);
    splitBatchNorms(this.keyEncoder, 4);
    this.keyHead = follower(this.head);
    this.queue = new Queue(1024, 128);
  }

  /**
   * The loss of one step.
   *
   * @param inputs.augmentQuery batch x height x width x channels
   * @param inputs.augmentKey batch x height x width x channels
   */
  loss({ augmentQuery, augmentKey }) {
    const encoder = globalMean(this.encoder.apply(augmentQuery));
    const head = this.head.apply(encoder);
    const normalizeQuery = l2Normalize(head);
    const [shuffled, order] = shuffle(augmentKey);
    const keyEncoder = globalMean(this.keyEncoder.apply(shuffled));
    const keyHead = this.keyHead.apply(keyEncoder);
    const unshuffleOutput = unshuffle(keyHead, order);
    const normalizeKey = l2Normalize(unshuffleOutput);
    const stopGradientOutput = stopGradient(normalizeKey);
    const result = infoNCEWithNegatives(
      l2Normalize(normalizeQuery),
      l2Normalize(stopGradientOutput),
      l2Normalize(this.queue.rows),
      0.2,
    );
    this.queue.enqueue(stopGradientOutput);
    return result;
  }

  /** What is evaluated: one vector for each of plain images, batch x height x width x channels. */
  embed(images) {
    return globalMean(this.encoder.apply(images, false));
  }

  /** What moves before the loss of a step is taken. */
  beforeStep() {
    follow(this.keyEncoder, this.encoder, 0.99);
    follow(this.keyHead, this.head, 0.99);
  }
}

/** AdamW, with the variables that are treated alike in one group. */
export function createOptimizer(model) {
  const trained = Object.values(variables(model)).filter(({ trainable }) => trainable);
  const kernels = trained.filter(({ rank }) => rank > 1);
  const normsAndBiases = trained.filter(({ rank }) => rank <= 1);
  return new AdamW(
    [
      {
        variables: kernels,
        learningRate: (step) => warmupCosine(step, STEPS, 10, 0.001, 0),
        weightDecay: () => 0.01,
      },
      {
        variables: normsAndBiases,
        learningRate: (step) => warmupCosine(step, STEPS, 10, 0.001, 0),
        weightDecay: () => 0,
      },
    ],
    { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  );
}

/**
 * One step of training. Gives its loss as a tensor.
 *
 * @param onGradients is given the gradients by the paths of their variables, and may give others to be used
 */
export function trainStep(model, optimizer, inputs, step, onGradients) {
  return tf.tidy(() => {
    model.beforeStep();
    const { loss, gradients } = gradientsOf(model, inputs, step);
    const named = variables(model);
    const used = Object.entries(onGradients?.(gradients) ?? gradients);
    const moving = used.map(([path, gradient]) => [named[path], gradient]);
    optimizer.step(new Map(moving), step);
    return loss;
  });
}

/**
 * Trains on the dataset's training part, in a new order every epoch, and calls `onStep(step, loss)`; the run ends early where that
 * gives false.
 */
export async function train(dataset, { model = new MoCoV1(), onStep = () => true } = {}) {
  const optimizer = createOptimizer(model);
  const order = [...dataset.training];
  const perEpoch = Math.floor(order.length / BATCH_SIZE);
  for (let step = 0; step < STEPS; step++) {
    const place = step % perEpoch;
    if (place === 0) tf.util.shuffle(order);
    const inputs = makeInputs(dataset, order.slice(place * BATCH_SIZE, (place + 1) * BATCH_SIZE));
    const loss = trainStep(model, optimizer, inputs, step);
    const [value] = await loss.data();
    tf.dispose([inputs, loss]);
    if ((await onStep(step, value)) === false) break;
  }
  return model;
}

/** The view of an image that the loss takes as `augmentQuery`. */
function augmentQueryView(image) {
  let x = image;
  x = randomResizedCrop(x, 32, 32, [0.5, 1]);
  if (Math.random() < 0.5) x = flip(x);
  if (Math.random() < 0.8) x = colorJitter(x, { brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1 });
  if (Math.random() < 0.2) x = grayscale(x);
  x = normalize(x);
  return x;
}

/** The view of an image that the loss takes as `augmentKey`. */
function augmentKeyView(image) {
  let x = image;
  x = randomResizedCrop(x, 32, 32, [0.5, 1]);
  if (Math.random() < 0.5) x = flip(x);
  if (Math.random() < 0.8) x = colorJitter(x, { brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1 });
  if (Math.random() < 0.2) x = grayscale(x);
  x = normalize(x);
  return x;
}

/** Images as one tensor. */
function stack(images) {
  const [{ height, width, channels, data }] = images;
  const pixels = new Float32Array(images.length * data.length);
  images.forEach((image, i) => pixels.set(image.data, i * data.length));
  return tf.tensor4d(pixels, [images.length, height, width, channels]);
}

/** What the loss takes, made of the images with these indices: views one after another. */
export function makeInputs(dataset, indices) {
  const { height, width, channels } = dataset;
  const size = height * width * channels;
  const images = indices.map((index) => {
    const bytes = dataset.images.subarray(index * size, (index + 1) * size);
    return { data: Float32Array.from(bytes, (byte) => byte / 255), height, width, channels };
  });
  return { augmentQuery: stack(images.map(augmentQueryView)), augmentKey: stack(images.map(augmentKeyView)) };
}

// The parts that the model and its training are made of.

/**
 * tf.conv2d, its gradient written as convolutions too: tfjs's own kernel for the gradient of the filter is many times slower in
 * JavaScript and missing in WebAssembly. There, batch and channels change places, and dy is the filter, dilated by the stride.
 */
function convolve(x, kernel, stride, padding) {
  const convolution = tf.customGrad((images, filter, save) => {
    save([images, filter]);
    const gradFunc = (dy, [input, weights]) => {
      const [height, width] = weights.shape;
      const padded = input.pad([
        [0, 0],
        [padding, padding],
        [padding, padding],
        [0, 0],
      ]);
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

/** A variable that begins uniform within plus and minus `limit`. */
const uniform = (shape, limit) => tf.tidy(() => tf.variable(tf.randomUniform(shape, -limit, limit)));

/** A variable that begins normal with this deviation. */
const normal = (shape, deviation) => tf.tidy(() => tf.variable(tf.randomNormal(shape, 0, deviation)));

/** A convolution of maps with their channels last. Begins uniform within 1/sqrt(inputs of a unit), or normal with `deviation`. */
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

/** A variable that begins with one value everywhere. */
const filled = (shape, value, trainable = true) =>
  tf.tidy(() => tf.variable(tf.fill(shape, value), trainable));

/**
 * Batch norm over everything but the last axis (Ioffe and Szegedy 2015). The running statistics, which serve outside of training, take
 * the unbiased variance. With `splits` above 1 equal parts of the batch are normalised side by side, as on so many devices.
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

/** The mean over all positions of a map: one vector for each image. */
const globalMean = (map) => map.mean([1, 2]);

/** x times a matrix, plus a bias, along the last axis. Begins uniform within 1/sqrt(inputs), or normal with `deviation`. */
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

/** Rows (last axis) scaled to length 1; shorter ones than `epsilon` are divided by that. */
function l2Normalize(x, epsilon = 1e-12) {
  const squares = x.square().sum(-1, true);
  return x.mul(squares.maximum(epsilon ** 2).rsqrt());
}

/** What the networks draw at random; parity.test.mjs puts recorded draws in its place. */
export const random = {
  /** Ones with a probability, else zeros. */
  mask: (shape, probability) => tf.randomUniform(shape).less(probability).cast('float32'),
  /** An order of so many rows. */
  order: (count) => tf.tensor1d(tf.util.createShuffledIndices(count), 'int32'),
};

/** Images of each view in a random order, and that order (He et al. 2020, sec. 3.3). */
function shuffle(images, views = 1) {
  const batch = images.shape[0] / views;
  const orders = Array.from({ length: views }, (_, view) => random.order(batch).add(view * batch));
  const order = tf.concat(orders).cast('int32');
  return [images.gather(order), order];
}

/** A copy that no optimiser changes. */
function follower(module) {
  if (module instanceof tf.Variable) return tf.tidy(() => tf.variable(module.clone(), false));
  if (Array.isArray(module)) return module.map(follower);
  if (module === null || typeof module !== 'object') return module;
  const parts = Object.entries(module).map(([name, part]) => [name, follower(part)]);
  return Object.assign(Object.create(Object.getPrototypeOf(module)), Object.fromEntries(parts));
}

/** All batch norms of a module. */
function batchNormsOf(module) {
  if (module instanceof BatchNorm) return [module];
  if (module === null || typeof module !== 'object') return [];
  return Object.values(module).flatMap(batchNormsOf);
}

/** Lets all batch norms of a module normalise so many parts of the batch side by side. */
function splitBatchNorms(module, splits) {
  for (const norm of batchNormsOf(module)) norm.splits = splits;
}

/** Rows back in the order they came in. */
const unshuffle = (x, order) => x.gather(tf.topk(order.neg(), order.shape[0]).indices);

/** The same numbers; no gradient passes. */
const stopGradient = tf.customGrad((x) => ({ value: x.clone(), gradFunc: (dy) => tf.zerosLike(dy) }));

/** Rows of a memory before it has seen anything: random directions or zeros. */
const rowsToBegin = (count, width, noise) =>
  noise
    ? tf.tidy(() => tf.variable(l2Normalize(tf.randomNormal([count, width])), false))
    : filled([count, width], 0, false);

/** The newest rows of past steps, the oldest first (He et al. 2020, sec. 3.2). */
class Queue {
  constructor(size, width, { noise = true } = {}) {
    this.rows = rowsToBegin(size, width, noise);
  }

  enqueue(rows) {
    const all = tf.concat([this.rows, rows]);
    this.rows.assign(all.slice([all.shape[0] - this.rows.shape[0], 0]));
  }
}

/** InfoNCE against given negatives (He et al. 2020, eq. 1). */
function infoNCEWithNegatives(query, key, negatives, temperature) {
  const positive = query.mul(key).sum(1, true);
  const logits = tf.concat([positive, query.matMul(negatives, false, true)], 1).div(temperature);
  return tf.logSoftmax(logits).slice([0, 0], [-1, 1]).mean().neg();
}

/** All variables of a module by their paths, such as `encoder.layers.0.kernel`. */
export function variables(module, path = '', found = {}) {
  if (module instanceof tf.Variable) found[path] = module;
  else if (module !== null && typeof module === 'object') {
    for (const [name, part] of Object.entries(module))
      variables(part, path ? `${path}.${name}` : name, found);
  }
  return found;
}

/** Moves weights, and running statistics where asked: target <- momentum * target + (1 - momentum) * source. */
function follow(target, source, momentum, { statistics = false } = {}) {
  const followed = variables(source);
  for (const [name, own] of Object.entries(variables(target))) {
    if (statistics || !/running(Mean|Variance)$/.test(name))
      own.assign(own.mul(momentum).add(followed[name].mul(1 - momentum)));
  }
}

/** Half a cosine from `start` to `end`, reached at the last of `steps` steps. */
function cosine(step, steps, start, end) {
  if (steps <= 1 || step >= steps - 1) return end;
  return end - ((end - start) * (Math.cos((Math.PI * step) / (steps - 1)) + 1)) / 2;
}

/** A linear warm-up to `base`, then half a cosine down to `final` (Loshchilov and Hutter 2017). */
function warmupCosine(step, steps, warmup, base, final) {
  if (step < warmup) return (base * (step + 1)) / warmup;
  return cosine(step - warmup, steps - warmup, base, final);
}

/** Groups of variables, each with the courses of its learning rate and weight decay, and what is kept of each variable. */
class Optimizer {
  constructor(groups, options) {
    Object.assign(this, { groups, ...options });
    this.kept = new Map();
  }

  /** A variable's own `name`, which begins at zero. */
  slot(variable, name) {
    const slots = this.kept.get(variable) ?? {};
    this.kept.set(variable, slots);
    slots[name] ??= filled(variable.shape, 0, false);
    return slots[name];
  }

  /** Moves every variable that has a gradient; gradients are known by their variables. */
  step(gradients, step) {
    for (const { variables: members, learningRate, weightDecay, adapt } of this.groups) {
      const [rate, decay] = [learningRate(step), weightDecay(step)];
      for (const variable of members) {
        const gradient = gradients.get(variable);
        if (gradient) variable.assign(this.next(variable, gradient, { rate, decay, adapt }));
      }
    }
  }
}

/** Running means of the gradient and its square, corrected for their start at zero (Kingma and Ba 2015, algorithm 1). */
function adamDirection(optimizer, variable, gradient) {
  const { beta1, beta2, epsilon } = optimizer;
  const [first, second] = ['first', 'second'].map((name) => optimizer.slot(variable, name));
  const count = (optimizer.counts.get(variable) ?? 0) + 1;
  optimizer.counts.set(variable, count);
  first.assign(first.mul(beta1).add(gradient.mul(1 - beta1)));
  second.assign(second.mul(beta2).add(gradient.square().mul(1 - beta2)));
  const [correction1, correction2] = [1 - beta1 ** count, 1 - beta2 ** count];
  return first.div(second.div(correction2).sqrt().add(epsilon)).div(correction1);
}

/** Adam with weight decay that does not pass through the moments (Loshchilov and Hutter 2019). */
class AdamW extends Optimizer {
  counts = new Map();

  next(variable, gradient, { rate, decay }) {
    const kept = decay === 0 ? variable : variable.mul(1 - rate * decay);
    return kept.sub(adamDirection(this, variable, gradient).mul(rate));
  }
}

/** The loss of one step, and its gradients by the path of each trained variable that it depends on. */
export function gradientsOf(model, inputs, step) {
  const trained = Object.entries(variables(model)).filter(([, variable]) => variable.trainable);
  const { value, grads } = tf.variableGrads(
    () => model.loss(inputs, step),
    trained.map(([, variable]) => variable),
  );
  const found = trained.map(([path, { name }]) => [path, grads[name]]);
  return { loss: value, gradients: Object.fromEntries(found.filter(([, gradient]) => gradient)) };
}

/** A random number between two. */
const between = (low, high) => low + (high - low) * Math.random();

/** A box of an image in another size: bilinear, pixels at their middles, nothing seen outside of the box. */
function resize(image, [top, left, boxHeight, boxWidth], height, width) {
  const { channels } = image;
  const data = new Float32Array(height * width * channels);
  const place = (i, from, to) => Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
  for (let row = 0; row < height; row++) {
    const y = top + place(row, boxHeight, height);
    const [above, below] = [Math.floor(y), Math.ceil(y)];
    for (let column = 0; column < width; column++) {
      const x = left + place(column, boxWidth, width);
      const [before, after] = [Math.floor(x), Math.ceil(x)];
      for (let c = 0; c < channels; c++) {
        const pixel = (r, k) => image.data[(r * image.width + k) * channels + c];
        const upper = pixel(above, before) + (pixel(above, after) - pixel(above, before)) * (x - before);
        const lower = pixel(below, before) + (pixel(below, after) - pixel(below, before)) * (x - before);
        data[(row * width + column) * channels + c] = upper + (lower - upper) * (y - above);
      }
    }
  }
  return { data, height, width, channels };
}

/** A random box of a share of the image's area, its sides 3:4 to 4:3, resized (Szegedy et al. 2015, sec. 6). */
function randomResizedCrop(image, height, width, [least, most]) {
  for (let attempt = 0; attempt < 10; attempt++) {
    const area = image.height * image.width * between(least, most);
    const ratio = Math.exp(between(Math.log(3 / 4), Math.log(4 / 3)));
    const [w, h] = [Math.sqrt(area * ratio), Math.sqrt(area / ratio)].map(Math.round);
    if (w > 0 && w <= image.width && h > 0 && h <= image.height) {
      const top = Math.floor(Math.random() * (image.height - h + 1));
      const left = Math.floor(Math.random() * (image.width - w + 1));
      return resize(image, [top, left, h, w], height, width);
    }
  }
  const w = Math.min(image.width, Math.round((image.height * 4) / 3));
  const h = Math.min(image.height, Math.round((image.width * 4) / 3));
  const corner = [(image.height - h) / 2, (image.width - w) / 2].map(Math.floor);
  return resize(image, [...corner, h, w], height, width);
}

/** The image mirrored left to right. */
function flip({ data, height, width, channels }) {
  const mirrored = data.map((_, i) => {
    const [pixel, c] = [Math.floor(i / channels), i % channels];
    const column = pixel % width;
    return data[(pixel - column + width - 1 - column) * channels + c];
  });
  return { data: mirrored, height, width, channels };
}

const clip = (x) => Math.min(Math.max(x, 0), 1);

/** The grey value of the pixel that begins at `i` (ITU-R 601-2). */
const luma = (data, i) => 0.2989 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2];

/** Moves the hue of all pixels by `shift` turns, at equal saturation and value (HSV). */
function shiftHue(data, shift) {
  for (let i = 0; i < data.length; i += 3) {
    const [r, g, b] = data.subarray(i, i + 3);
    const value = Math.max(r, g, b);
    const chroma = value - Math.min(r, g, b);
    if (chroma === 0) continue;
    const sixth = value === r ? (g - b) / chroma : value === g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
    [5, 3, 1].forEach((offset, channel) => {
      const k = (((sixth + shift * 6 + offset) % 6) + 6) % 6;
      data[i + channel] = value - chroma * clip(Math.min(k, 4 - k));
    });
  }
}

/** Brightness, contrast, saturation and hue of an image changed in a random order (torchvision's ColorJitter). */
function colorJitter(image, { brightness, contrast, saturation, hue }) {
  const data = image.data.slice();
  const factor = (strength) => between(Math.max(0, 1 - strength), 1 + strength);
  const colour = image.channels === 3;
  const grey = (i) => (colour ? luma(data, i) : data[i]);
  const changes = [
    () => {
      const f = factor(brightness);
      data.forEach((x, i) => (data[i] = clip(f * x)));
    },
    () => {
      const f = factor(contrast);
      let total = 0;
      for (let i = 0; i < data.length; i += image.channels) total += grey(i);
      const rest = ((1 - f) * total * image.channels) / data.length;
      data.forEach((x, i) => (data[i] = clip(f * x + rest)));
    },
    () => {
      const f = factor(saturation);
      for (let i = 0; colour && i < data.length; i += 3) {
        const rest = (1 - f) * grey(i);
        for (let c = i; c < i + 3; c++) data[c] = clip(f * data[c] + rest);
      }
    },
    () => {
      if (colour) shiftHue(data, between(-hue, hue));
    },
  ];
  tf.util.shuffle(changes);
  for (const change of changes) change();
  return { ...image, data };
}

/** Every channel the pixel's grey value. */
const grayscale = (image) => ({ ...image, data: image.data.map((_, i) => luma(image.data, i - (i % 3))) });

/** Channels shifted and scaled by the mean and deviation of the dataset. */
const normalize = (image) => ({
  ...image,
  data: image.data.map((x, i) => (x - MEAN[i % image.channels]) / DEVIATION[i % image.channels]),
});

/** A data file of Unlabel: images as bytes, the chosen label of each, and which of them are for training. */
export async function loadDataset(bytes) {
  const packed = new Blob([bytes.subarray(12)]).stream().pipeThrough(new DecompressionStream('gzip'));
  const buffer = await new Response(packed).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const { count, height, width, channels } = header;
  const view = new DataView(buffer, 4 + length);
  let at = count * height * width * channels;
  const images = new Uint8Array(buffer, 4 + length, at);
  const labels = {};
  for (const { name } of header.labels) {
    const start = at;
    labels[name] = Int32Array.from({ length: count }, (_, i) => view.getUint16(start + 2 * i, true));
    at += 2 * count;
  }
  const training = Array.from({ length: count }, (_, i) => i).filter((i) => view.getUint8(at + i) === 0);
  return { images, height, width, channels, labels: labels[LABEL], training };
}
