import { snippet } from '../../snippet.ts';
import { absolute, l2Normalize, repeatViews } from './tensors.ts';

export const meanOf = snippet(
  'meanOf',
  [],
  `
/** The mean of several losses. */
const meanOf = (losses) => tf.addN(losses).div(losses.length);
`,
);

export const differentViews = snippet(
  'differentViews',
  [],
  `
/** Pairs of a view of one set with another view of the other. */
const differentViews = (first, second) =>
  first.flatMap((a, i) => second.filter((_, j) => i !== j).map((b) => [a, b]));
`,
);

export const sameViews = snippet(
  'sameViews',
  [],
  `
/** Each view of one set with the same view of the other. */
const sameViews = (first, second) => first.map((a, i) => [a, second[i]]);
`,
);

export const everyPair = snippet(
  'everyPair',
  [],
  `
/** Every view of one set with every view of the other. */
const everyPair = (first, second) => first.flatMap((a) => second.map((b) => [a, b]));
`,
);

export const ntXent = snippet(
  'ntXent',
  [l2Normalize],
  `
/** NT-Xent (Chen et al. 2020, eq. 1): of 2B rows each has to find its other view; only itself is left out. */
function ntXent(a, b, temperature) {
  const z = l2Normalize(tf.concat([a, b]));
  const itself = tf.eye(z.shape[0]);
  const positives = tf.concat(tf.split(itself, 2).reverse());
  const logits = z.matMul(z, false, true).div(temperature).sub(itself.mul(1e9));
  return tf.logSoftmax(logits).mul(positives).sum(1).mean().neg();
}
`,
);

export const decoupledContrastive = snippet(
  'decoupledContrastive',
  [l2Normalize],
  `
/** NT-Xent without the positive in the denominator (Yeh et al. 2022, eq. 6). */
function decoupledContrastive(a, b, temperature) {
  const z = l2Normalize(tf.concat([a, b]));
  const itself = tf.eye(z.shape[0]);
  const positive = tf.concat(tf.split(itself, 2).reverse());
  const logits = z.matMul(z, false, true).div(temperature);
  const negatives = logits.sub(itself.add(positive).mul(1e9));
  return negatives.logSumExp(1).sub(logits.mul(positive).sum(1)).mean();
}
`,
);

export const infoNCE = snippet(
  'infoNCE',
  [],
  `
/** InfoNCE (van den Oord et al. 2018, eq. 4) with the other images' keys as negatives. */
function infoNCE(query, key, temperature) {
  const logits = query.matMul(key, false, true).div(temperature);
  return tf.logSoftmax(logits).mul(tf.eye(query.shape[0])).sum(1).mean().neg();
}
`,
);

export const infoNCEWithNegatives = snippet(
  'infoNCEWithNegatives',
  [],
  `
/** InfoNCE against given negatives (He et al. 2020, eq. 1). */
function infoNCEWithNegatives(query, key, negatives, temperature) {
  const positive = query.mul(key).sum(1, true);
  const logits = tf.concat([positive, query.matMul(negatives, false, true)], 1).div(temperature);
  return tf.logSoftmax(logits).slice([0, 0], [-1, 1]).mean().neg();
}
`,
);

export const negativeCosine = snippet(
  'negativeCosine',
  [l2Normalize],
  `
/** Minus the mean cosine of predictions and targets (Chen and He 2021, eq. 1). */
const negativeCosine = (prediction, target) =>
  l2Normalize(prediction).mul(l2Normalize(target)).sum(1).mean().neg();
`,
);

export const normalizedMse = snippet(
  'normalizedMse',
  [l2Normalize],
  `
/** Mean squared distance of unit vectors (Grill et al. 2020, eq. 2). */
const normalizedMse = (prediction, target) =>
  l2Normalize(prediction).sub(l2Normalize(target)).square().sum(1).mean();
`,
);

export const softCrossEntropy = snippet(
  'softCrossEntropy',
  [],
  `
/** Mean cross entropy against distributions. */
const softCrossEntropy = (target, logits, temperature) =>
  target.mul(tf.logSoftmax(logits.div(temperature))).sum(1).mean().neg();
`,
);

export const crossViewCrossEntropy = snippet(
  'crossViewCrossEntropy',
  [meanOf, softCrossEntropy],
  `
/** Each student view predicts the targets of all views, or of the others (Caron et al. 2021, eq. 3). */
function crossViewCrossEntropy(targets, logits, temperature, { skipSame = true } = {}) {
  const terms = logits.flatMap((student, j) =>
    targets
      .filter((_, i) => !(skipSame && i === j))
      .map((target) => softCrossEntropy(target, student, temperature)),
  );
  return meanOf(terms);
}
`,
);

export const crossEntropy = snippet(
  'labelledCrossEntropy',
  [repeatViews],
  `
/** Cross entropy, the mean over rows that have a label of 0 or more; labels repeat for each view. */
function labelledCrossEntropy(logits, labels, { temperature = 1, smoothing = 0 } = {}) {
  const [rows, classes] = logits.shape;
  const all = repeatViews(labels, rows / labels.shape[0]);
  const labelled = all.greaterEqual(0).cast('float32');
  const targets = tf.oneHot(all.maximum(0).cast('int32'), classes).cast('float32');
  const smoothed = targets.mul(1 - smoothing).add(smoothing / classes);
  const losses = tf.logSoftmax(logits.div(temperature)).mul(smoothed).sum(1).neg();
  return losses.mul(labelled).sum().div(labelled.sum().maximum(1));
}
`,
);

export const barlowTwins = snippet(
  'barlowTwins',
  [],
  `
/** Cross correlation of two views, drawn to the identity (Zbontar et al. 2021, eq. 1). */
function barlowTwins(a, b, { weight, agreement, scale, epsilon }) {
  const [first, second] = [a, b].map((z) => {
    const { mean, variance } = tf.moments(z, 0);
    return z.sub(mean).mul(variance.add(epsilon).rsqrt());
  });
  const identity = tf.eye(a.shape[1]);
  const squares = first.matMul(second, true).div(a.shape[0]).sub(identity).square();
  const onDiagonal = squares.mul(identity).sum();
  const offDiagonal = squares.mul(tf.sub(1, identity)).sum();
  return onDiagonal.mul(agreement).add(offDiagonal.mul(weight)).mul(scale);
}
`,
);

export const vicreg = snippet(
  'vicreg',
  [meanOf],
  `
/**
 * Invariance, a hinge on each feature's deviation, and covariances (Bardes et al. 2022, eq. 6). Terms are means over views and pairs of
 * views.
 */
function vicreg(views, { invariance, variance, covariance, epsilon }) {
  const pairs = views.flatMap((a, i) => views.slice(i + 1).map((b) => [a, b]));
  const similar = pairs.map(([a, b]) => a.sub(b).square().mean());
  const [spread, related] = [[], []];
  for (const z of views) {
    const [rows, size] = z.shape;
    const centred = z.sub(z.mean(0));
    const deviation = centred.square().sum(0).div(rows - 1).add(epsilon).sqrt();
    spread.push(tf.sub(1, deviation).relu().mean());
    const squares = centred.matMul(centred, true).div(rows - 1).square();
    related.push(squares.mul(tf.sub(1, tf.eye(size))).sum().div(size));
  }
  return meanOf(similar)
    .mul(invariance)
    .add(meanOf(spread).mul(variance))
    .add(meanOf(related).mul(covariance));
}
`,
);

export const alignment = snippet(
  'alignment',
  [l2Normalize],
  `
/** Mean distance of positive pairs on the unit sphere, to a power (Wang and Isola 2020, eq. 4). */
function alignment(a, b, alpha) {
  const squares = l2Normalize(a).sub(l2Normalize(b)).square().sum(1);
  return alpha === 2 ? squares.mean() : squares.maximum(1e-12).pow(alpha / 2).mean();
}
`,
);

export const uniformity = snippet(
  'uniformity',
  [l2Normalize],
  `
/** Log of the mean Gaussian potential of pairs of images (Wang and Isola 2020, eq. 5). */
function uniformity(x, t) {
  const z = l2Normalize(x);
  const rows = z.shape[0];
  const potential = z.matMul(z, false, true).sub(1).mul(2 * t).exp();
  return potential.mul(tf.sub(1, tf.eye(rows))).sum().div(rows * (rows - 1)).log();
}
`,
);

export const meanSquaredError = snippet(
  'meanSquaredError',
  [],
  `
/** Mean squared difference of all numbers. */
const meanSquaredError = (x, target) => x.sub(target).square().mean();
`,
);

export const meanAbsoluteError = snippet(
  'meanAbsoluteError',
  [absolute],
  `
/** Mean distance of all numbers. */
const meanAbsoluteError = (x, target) => absolute(x.sub(target)).mean();
`,
);

export const smoothL1 = snippet(
  'smoothL1',
  [absolute],
  `
/** Mean distance of all numbers, rounded off to a parabola below \`beta\` (Girshick 2015, eq. 3). */
function smoothL1(x, target, beta) {
  const distance = absolute(x.sub(target));
  const within = distance.minimum(beta);
  return within.mul(distance.sub(within.mul(0.5))).div(beta).mean();
}
`,
);

export const binaryCrossEntropy = snippet(
  'binaryCrossEntropy',
  [absolute],
  `
/** Mean binary cross entropy of logits, without overflow. */
const binaryCrossEntropy = (logits, target) =>
  logits.relu().add(absolute(logits).neg().exp().log1p()).sub(logits.mul(target)).mean();
`,
);
