interface Helper {
  readonly needs?: readonly string[];
  readonly code: string;
}

const schedules: Record<string, Helper> = {
  halfCosine: {
    code: `/** Half a cosine that starts at \`start\` and reaches \`end\` at the last of \`steps\` steps. */
function halfCosine(step, start, end, steps) {
  if (steps <= 1 || step >= steps - 1) return end;
  return end - ((end - start) * (Math.cos((Math.PI * step) / (steps - 1)) + 1)) / 2;
}`,
  },
  straightLine: {
    code: `/** A straight line from \`start\` to \`end\`, which it reaches at the last of \`steps\` steps. */
function straightLine(step, start, end, steps) {
  return steps <= 1 || step >= steps - 1 ? end : start + ((end - start) * step) / (steps - 1);
}`,
  },
  cosineWithWarmup: {
    needs: ['halfCosine'],
    code: `/** Linear warm-up to \`base\`, then half a cosine down to \`final\` (Loshchilov and Hutter 2017). */
function cosineWithWarmup(step, { base, final, steps, warmup }) {
  if (step < warmup) return (base * (step + 1)) / warmup;
  return halfCosine(step - warmup, base, final, steps - warmup);
}`,
  },
  milestones: {
    code: `/** Linear warm-up to \`base\`, times \`factor\` from each of the steps \`at\` on (He et al. 2016). */
function milestones(step, { base, factor, at, warmup }) {
  if (step < warmup) return (base * (step + 1)) / warmup;
  return base * factor ** at.filter((milestone) => step >= milestone).length;
}`,
  },
  biasCorrection: {
    code: `/** 1 − βᵗ, the bias correction of Adam's moments (Kingma and Ba 2015, algorithm 1). */
function biasCorrection(step, beta, from = 0) {
  return 1 - beta ** Math.max(1, step - from + 1);
}`,
  },
};

const samplers: Record<string, Helper> = {
  uniformNumbers: {
    code: `/** Numbers uniform in [low, high). */
const uniformNumbers = (random, size, low = 0, high = 1) =>
  Float32Array.from({ length: size }, () => low + (high - low) * random());`,
  },
  coins: {
    code: `/** Numbers that are 1 with this probability, else 0. */
const coins = (random, size, probability) =>
  Float32Array.from({ length: size }, () => (random() < probability ? 1 : 0));`,
  },
  permutation: {
    code: `/** A uniformly random order of 0 … n − 1 (Fisher and Yates). */
function permutation(random, n) {
  const order = Float32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}`,
  },
  orders: {
    needs: ['permutation'],
    code: `/** For every image a random order of 0 … n − 1. */
function orders(random, images, n) {
  const all = new Float32Array(images * n);
  for (let image = 0; image < images; image++) all.set(permutation(random, n), image * n);
  return all;
}`,
  },
  resizedCrops: {
    code: `/**
 * Boxes (top, left, height, width) in pixels as torchvision's RandomResizedCrop draws them: area share uniform in \`scale\`,
 * aspect ratio log-uniform in \`ratio\`, ten attempts, then the largest central box that the ratio allows.
 */
function resizedCrops(random, images, { height, width, scale, ratio }) {
  const between = ([low, high]) => low + (high - low) * random();
  const box = () => {
    for (let attempt = 0; attempt < 10; attempt++) {
      const area = height * width * between(scale);
      const aspect = Math.exp(between(ratio.map(Math.log)));
      const [w, h] = [Math.round(Math.sqrt(area * aspect)), Math.round(Math.sqrt(area / aspect))];
      if (w > 0 && w <= width && h > 0 && h <= height)
        return [Math.floor(random() * (height - h + 1)), Math.floor(random() * (width - w + 1)), h, w];
    }
    const w = Math.min(width, Math.round(height * ratio[1]));
    const h = Math.min(height, Math.round(width / ratio[0]));
    return [Math.floor((height - h) / 2), Math.floor((width - w) / 2), h, w];
  };
  return Float32Array.from(Array.from({ length: images }, box).flat());
}`,
  },
  jitterFactors: {
    code: `/**
 * Factors of brightness, contrast and saturation, uniform in [max(0, 1 − x), 1 + x], and a hue shift uniform in [−x, x] turns
 * for every image; (1, 1, 1, 0), which changes nothing, for a share of 1 − \`probability\` of them.
 */
function jitterFactors(random, images, { probability, brightness, contrast, saturation, hue }) {
  const factor = (x) => Math.max(0, 1 - x) + (1 + x - Math.max(0, 1 - x)) * random();
  const draw = () =>
    random() < probability
      ? [factor(brightness), factor(contrast), factor(saturation), hue * (2 * random() - 1)]
      : [1, 1, 1, 0];
  return Float32Array.from(Array.from({ length: images }, draw).flat());
}`,
  },
};

const tensors: Record<string, Helper> = {
  stopGradient: {
    code: `/** The same numbers; no gradient passes. */
const stopGradient = tf.customGrad((x) => ({ value: x.clone(), gradFunc: (dy) => tf.zerosLike(dy) }));`,
  },
  absolute: {
    code: `/** |x| with the slope 0 at 0, where tfjs has −1. */
const absolute = (x) => x.mul(x.sign());`,
  },
  l2Normalize: {
    code: `/** x / max(‖x‖₂, ε) over the last axis. */
const l2Normalize = (x, epsilon = 1e-12) =>
  x.mul(x.square().sum(-1, true).maximum(epsilon ** 2).rsqrt());`,
  },
  normalise: {
    needs: ['stopGradient'],
    code: `/**
 * Normalises the last axis over all others by the batch's own mean and (biased) variance, apart for each of \`groups\` equal
 * parts of axis 0. Gives the result and both statistics (groups × channels), which carry no gradient.
 */
function normalise(x, scale, offset, groups, epsilon) {
  const channels = x.shape.at(-1);
  const grouped = x.reshape([groups, -1, channels]);
  const { mean, variance } = tf.moments(grouped, 1, true);
  const unit = grouped.sub(mean).mul(variance.add(epsilon).rsqrt());
  const statistics = [mean, variance].map((s) => stopGradient(s.reshape([groups, channels])));
  return [unit.reshape(x.shape).mul(scale).add(offset), ...statistics];
}`,
  },
  batchNorm: {
    needs: ['normalise'],
    code: `/**
 * Batch normalisation (Ioffe and Szegedy 2015) of the layer \`name\`, with statistics of its own for each view. The running
 * statistics take one view after another, with the unbiased variance, as torch.nn.BatchNorm does.
 */
function batchNorm(m, name, x, options = {}) {
  const at = (weight) => (name ? \`\${name}.\${weight}\` : weight);
  const { views = 1, momentum = 0.1, epsilon = 1e-5 } = options;
  const { scale = m.get(at('scale')), offset = m.get(at('offset')) } = options;
  const [y, mean, variance] = normalise(x, scale, offset, views, epsilon);
  const count = x.size / x.shape.at(-1) / views;
  const shares = tf.tensor2d(
    Array.from({ length: views }, (_, view) => [momentum * (1 - momentum) ** (views - 1 - view)]),
  );
  const run = (running, batch) => running.mul((1 - momentum) ** views).add(batch.mul(shares).sum(0));
  m.set(at('runningMean'), run(m.get(at('runningMean')), mean));
  m.set(at('runningVariance'), run(m.get(at('runningVariance')), variance.mul(count / (count - 1))));
  return y;
}`,
  },
  colorJitter: {
    code: `/**
 * torchvision's ColorJitter: brightness, contrast, saturation and hue of each image, in an order of its own. \`factors\` and
 * \`order\` are images × 4; a hue shift is in turns.
 */
function colorJitter(images, factors, order) {
  const pixels = images.dataSync().slice();
  const [amounts, sequence] = [factors.dataSync(), order.dataSync()];
  const length = images.size / images.shape[0];
  const clip = (x) => Math.min(Math.max(x, 0), 1);
  const grey = (p, i) => 0.2989 * p[i] + 0.587 * p[i + 1] + 0.114 * p[i + 2];
  const adjustments = [
    (p, factor) => p.forEach((x, i) => (p[i] = clip(factor * x))),
    (p, factor) => {
      let total = 0;
      for (let i = 0; i < length; i += 3) total += grey(p, i);
      const rest = ((1 - factor) * total) / (length / 3);
      p.forEach((x, i) => (p[i] = clip(factor * x + rest)));
    },
    (p, factor) => {
      for (let i = 0; i < length; i += 3) {
        const rest = (1 - factor) * grey(p, i);
        for (let c = i; c < i + 3; c++) p[c] = clip(factor * p[c] + rest);
      }
    },
    shiftHue,
  ];
  for (let image = 0; image < images.shape[0]; image++) {
    const p = pixels.subarray(image * length, (image + 1) * length);
    for (let position = 0; position < 4; position++) {
      const adjustment = sequence[image * 4 + position];
      const amount = amounts[image * 4 + adjustment];
      if (amount !== (adjustment === 3 ? 0 : 1)) adjustments[adjustment](p, amount);
    }
  }
  return tf.tensor(pixels, images.shape);
}

/** Moves the hue of RGB pixels by \`shift\` turns, at equal saturation and value (HSV). */
function shiftHue(p, shift) {
  for (let i = 0; i < p.length; i += 3) {
    const [r, g, b] = p.subarray(i, i + 3);
    const value = Math.max(r, g, b);
    const chroma = value - Math.min(r, g, b);
    if (chroma === 0) continue;
    const sixth = value === r ? (g - b) / chroma : value === g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
    const hue = sixth + shift * 6;
    [5, 3, 1].forEach((offset, channel) => {
      const k = (((hue + offset) % 6) + 6) % 6;
      p[i + channel] = value - chroma * Math.min(Math.max(Math.min(k, 4 - k), 0), 1);
    });
  }
}`,
  },
};

const HELPERS: Readonly<Record<string, Helper>> = { ...tensors, ...schedules, ...samplers };

/** The names of all helpers: nothing in a module is called like one. */
export const HELPER_NAMES: readonly string[] = [...Object.keys(HELPERS), 'shiftHue'];

/** The code of these helpers and of all they need, in an order in which they can stand. */
export function helperCode(used: Iterable<string>): string[] {
  const wanted = new Set<string>();
  const add = (name: string): void => {
    const helper = HELPERS[name];
    if (!helper || wanted.has(name)) return;
    wanted.add(name);
    helper.needs?.forEach(add);
  };
  for (const name of used) add(name);
  return Object.entries(HELPERS).flatMap(([name, { code }]) => (wanted.has(name) ? [code] : []));
}
