import { snippet } from '../../snippet.ts';

export const stopGradient = snippet(
  'stopGradient',
  [],
  `
/** The same numbers; no gradient passes. */
const stopGradient = tf.customGrad((x) => ({ value: x.clone(), gradFunc: (dy) => tf.zerosLike(dy) }));
`,
);

export const l2Normalize = snippet(
  'l2Normalize',
  [],
  `
/** Rows (last axis) scaled to length 1; shorter ones than \`epsilon\` are divided by that. */
function l2Normalize(x, epsilon = 1e-12) {
  const squares = x.square().sum(-1, true);
  return x.mul(squares.maximum(epsilon ** 2).rsqrt());
}
`,
);

export const absolute = snippet(
  'absolute',
  [],
  `
/** |x|, with the slope 0 at 0, where tf.abs has -1. */
const absolute = (x) => x.mul(x.sign());
`,
);

export const gelu = snippet(
  'gelu',
  [],
  `
/** x times the normal distribution's share below x (Hendrycks and Gimpel 2016). */
const gelu = (x) => x.mul(0.5).mul(x.mul(Math.SQRT1_2).erf().add(1));
`,
);

export const tanhGelu = snippet(
  'tanhGelu',
  [],
  `
/** GELU by its approximation with a hyperbolic tangent (Hendrycks and Gimpel 2016, sec. 2). */
const tanhGelu = (x) =>
  x.mul(0.5).mul(x.add(x.square().mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI)).tanh().add(1));
`,
);

export const globalMean = snippet(
  'globalMean',
  [],
  `
/** The mean over all positions of a map: one vector for each image. */
const globalMean = (map) => map.mean([1, 2]);
`,
);

export const repeatViews = snippet(
  'repeatViews',
  [],
  `
/** The rows once for each view. */
const repeatViews = (x, views) => tf.concat(Array(views).fill(x));
`,
);

/** Stands for what tests put in the place of random numbers. */
export const random = snippet(
  'random',
  [],
  `
/** What the networks draw at random; parity.test.mjs puts recorded draws in its place. */
export const random = {
  /** Ones with a probability, else zeros. */
  mask: (shape, probability) => tf.randomUniform(shape).less(probability).cast('float32'),
  /** An order of so many rows. */
  order: (count) => tf.tensor1d(tf.util.createShuffledIndices(count), 'int32'),
};
`,
);
