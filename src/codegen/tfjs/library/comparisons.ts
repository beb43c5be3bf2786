import { snippet } from '../../snippet.ts';

export const greater = snippet(
  'greater',
  [],
  `
/** 1 where a > b, else 0; no gradient passes. */
const greater = (a, b) =>
  tf.customGrad((x, y) => ({
    value: x.greater(y).cast('float32'),
    gradFunc: () => [tf.zerosLike(x), tf.zerosLike(y)],
  }))(...[a, b].map((one) => (typeof one === 'number' ? tf.scalar(one) : one)));
`,
);

export const equal = snippet(
  'equal',
  [],
  `
/** 1 where a = b, else 0; no gradient passes. */
const equal = (a, b) =>
  tf.customGrad((x, y) => ({
    value: x.equal(y).cast('float32'),
    gradFunc: () => [tf.zerosLike(x), tf.zerosLike(y)],
  }))(...[a, b].map((one) => (typeof one === 'number' ? tf.scalar(one) : one)));
`,
);

export const argMax = snippet(
  'argMax',
  [],
  `
/** Places of the largest numbers along an axis; no gradient passes. */
const argMax = (x, axis = -1) =>
  tf.customGrad((y) => ({ value: y.argMax(axis), gradFunc: () => tf.zerosLike(y) }))(x);
`,
);
