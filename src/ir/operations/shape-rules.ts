import { ShapeError } from '../shape-error.ts';
import { formatShape, sameShape, sizeOf, type ValueType } from '../value.ts';
import type { OperationAttributes, OperationName } from './attributes.ts';
import { broadcastShapes } from './broadcast.ts';

type ShapeRule<N extends OperationName> = (
  inputs: readonly ValueType[],
  attributes: OperationAttributes[N],
) => readonly ValueType[];

const float = (shape: readonly number[]): ValueType[] => [{ shape, dtype: 'float32' }];
/** Only the type: an operand may be more than that. */
const typeOf = ({ shape, dtype }: ValueType): ValueType => ({ shape, dtype });
const sameAsFirst = ([x]: readonly ValueType[]): ValueType[] => [typeOf(x!)];
const broadcast = ([a, b]: readonly ValueType[]): ValueType[] => [
  { shape: broadcastShapes(a!.shape, b!.shape), dtype: a!.dtype },
];

function need(condition: boolean, problem: () => string): void {
  if (!condition) throw new ShapeError(problem());
}

function rank(type: ValueType, expected: number, what: string): readonly number[] {
  need(
    type.shape.length === expected,
    () =>
      `${what} has rank ${type.shape.length} (${formatShape(type.shape)}) where rank ${expected} is needed`,
  );
  return type.shape;
}

function reduce(x: ValueType, axes: readonly number[], keepDims: boolean): ValueType[] {
  for (const axis of axes) {
    need(axis >= 0 && axis < x.shape.length, () => `there is no axis ${axis} in ${formatShape(x.shape)}`);
  }
  const shape = keepDims
    ? x.shape.map((n, axis) => (axes.includes(axis) ? 1 : n))
    : x.shape.filter((_, axis) => !axes.includes(axis));
  return [{ shape, dtype: x.dtype }];
}

/** Output size of a window that slides over `n` positions. */
export function slidingSize(n: number, window: number, stride: number, padding: number): number {
  return Math.floor((n + 2 * padding - window) / stride) + 1;
}

function slide(x: readonly number[], window: number, stride: number, padding: number): [number, number] {
  const height = slidingSize(x[1]!, window, stride, padding);
  const width = slidingSize(x[2]!, window, stride, padding);
  need(height > 0 && width > 0, () => `a window of ${window} does not fit into ${x[1]}×${x[2]} pixels`);
  return [height, width];
}

/**
 * The type of every operation's outputs, given its inputs' types and its attributes: objects of their own that hold a shape and
 * a dtype and nothing else. Throws `ShapeError`.
 */
export const SHAPE_RULES: { readonly [N in OperationName]: ShapeRule<N> } = {
  constant: (_, { shape, dtype, data }) => {
    need(
      typeof data === 'number' || data.length === sizeOf(shape),
      () => 'a constant has not as many numbers as its shape',
    );
    return [{ shape, dtype }];
  },

  neg: sameAsFirst,
  exp: sameAsFirst,
  log: sameAsFirst,
  log1p: sameAsFirst,
  sqrt: sameAsFirst,
  rsqrt: sameAsFirst,
  reciprocal: sameAsFirst,
  square: sameAsFirst,
  abs: sameAsFirst,
  sign: sameAsFirst,
  floor: sameAsFirst,
  relu: sameAsFirst,
  step: sameAsFirst,
  sigmoid: sameAsFirst,
  tanh: sameAsFirst,
  erf: sameAsFirst,
  sin: sameAsFirst,
  cos: sameAsFirst,
  stopGradient: sameAsFirst,
  cast: ([x], { dtype }) => [{ shape: x!.shape, dtype }],

  add: broadcast,
  sub: broadcast,
  mul: broadcast,
  div: broadcast,
  maximum: broadcast,
  minimum: broadcast,
  pow: broadcast,
  greater: ([a, b]) => float(broadcastShapes(a!.shape, b!.shape)),
  equal: ([a, b]) => float(broadcastShapes(a!.shape, b!.shape)),
  select: ([mask, a, b]) => {
    need(
      sameShape(mask!.shape, a!.shape) && sameShape(a!.shape, b!.shape),
      () =>
        `select needs three equal shapes, not ${[mask!, a!, b!].map((t) => formatShape(t.shape)).join(', ')}`,
    );
    return [typeOf(a!)];
  },

  sum: ([x], { axes, keepDims }) => reduce(x!, axes, keepDims),
  max: ([x], { axes, keepDims }) => reduce(x!, axes, keepDims),
  argMax: ([x], { axis }) => [{ shape: reduce(x!, [axis], false)[0]!.shape, dtype: 'int32' }],
  softmax: sameAsFirst,
  logSoftmax: sameAsFirst,

  reshape: ([x], { shape }) => {
    need(
      sizeOf(shape) === sizeOf(x!.shape),
      () => `${formatShape(x!.shape)} cannot be reshaped to ${formatShape(shape)}`,
    );
    return [{ shape, dtype: x!.dtype }];
  },
  transpose: ([x], { permutation }) => {
    need(
      permutation.length === x!.shape.length && permutation.every((_, axis) => permutation.includes(axis)),
      () => `(${permutation.join(', ')}) does not permute the axes of ${formatShape(x!.shape)}`,
    );
    return [{ shape: permutation.map((axis) => x!.shape[axis]!), dtype: x!.dtype }];
  },
  concat: (inputs, { axis }) => {
    const first = inputs[0]!;
    for (const { shape } of inputs) {
      need(
        shape.length === first.shape.length && shape.every((n, i) => i === axis || n === first.shape[i]),
        () => `${formatShape(shape)} cannot be joined to ${formatShape(first.shape)} along axis ${axis}`,
      );
    }
    const total = inputs.reduce((sum, { shape }) => sum + shape[axis]!, 0);
    return [{ shape: first.shape.map((n, i) => (i === axis ? total : n)), dtype: first.dtype }];
  },
  slice: ([x], { begin, size }) => {
    need(
      begin.length === x!.shape.length &&
        begin.every((from, axis) => from >= 0 && from + size[axis]! <= x!.shape[axis]!),
      () => `a slice of ${formatShape(size)} at (${begin.join(', ')}) is outside ${formatShape(x!.shape)}`,
    );
    return [{ shape: size, dtype: x!.dtype }];
  },
  pad: ([x], { paddings }) => {
    need(
      paddings.length === x!.shape.length,
      () => `padding for ${paddings.length} axes on ${formatShape(x!.shape)}`,
    );
    return [
      { shape: x!.shape.map((n, axis) => n + paddings[axis]![0] + paddings[axis]![1]), dtype: x!.dtype },
    ];
  },
  broadcastTo: ([x], { shape }) => {
    need(
      sameShape(broadcastShapes(x!.shape, shape), shape),
      () => `${formatShape(x!.shape)} cannot be broadcast to ${formatShape(shape)}`,
    );
    return [{ shape, dtype: x!.dtype }];
  },
  reverse: sameAsFirst,
  gather: ([x, indices]) => [{ shape: [...indices!.shape, ...x!.shape.slice(1)], dtype: x!.dtype }],
  segmentSum: ([rows, indices], { count }) => {
    need(
      indices!.shape.length === 1 && rows!.shape[0] === indices!.shape[0],
      () => `${formatShape(rows!.shape)} rows with ${formatShape(indices!.shape)} indices`,
    );
    return [{ shape: [count, ...rows!.shape.slice(1)], dtype: rows!.dtype }];
  },
  oneHot: ([indices], { depth }) => float([...indices!.shape, depth]),

  matMul: ([a, b], { transposeA, transposeB }) => {
    const r = a!.shape.length;
    need(
      (r === 2 || r === 3) && b!.shape.length === r && (r === 2 || a!.shape[0] === b!.shape[0]),
      () => `${formatShape(a!.shape)} and ${formatShape(b!.shape)} cannot be multiplied`,
    );
    const [m, inner] = transposeA
      ? [a!.shape[r - 1]!, a!.shape[r - 2]!]
      : [a!.shape[r - 2]!, a!.shape[r - 1]!];
    const [inner2, n] = transposeB
      ? [b!.shape[r - 1]!, b!.shape[r - 2]!]
      : [b!.shape[r - 2]!, b!.shape[r - 1]!];
    need(
      inner === inner2,
      () =>
        `${formatShape(a!.shape)} and ${formatShape(b!.shape)} cannot be multiplied: ${inner} is not ${inner2}`,
    );
    return float([...a!.shape.slice(0, r - 2), m, n]);
  },

  conv2d: ([x, kernel], { stride, padding }) => {
    const image = rank(x!, 4, 'the image');
    const [kernelHeight, , channels, filters] = rank(kernel!, 4, 'the kernel');
    need(
      image[3] === channels,
      () => `the kernel expects ${channels} channels and the image has ${image[3]}`,
    );
    return float([image[0]!, ...slide(image, kernelHeight!, stride, padding), filters!]);
  },
  conv2dInputGradient: (_, { inputShape }) => float(inputShape),
  conv2dKernelGradient: (_, { kernelShape }) => float(kernelShape),
  maxPool2d: ([x], { size, stride, padding }) => {
    const image = rank(x!, 4, 'the image');
    return float([image[0]!, ...slide(image, size, stride, padding), image[3]!]);
  },
  maxPool2dGradient: ([, x]) => [typeOf(x!)],

  batchNorm: ([x], { groups }) => {
    const channels = x!.shape[x!.shape.length - 1]!;
    need(
      x!.shape.length >= 2 && x!.shape[0]! % groups === 0,
      () => `${formatShape(x!.shape)} cannot be normalised in ${groups} equal groups`,
    );
    return [typeOf(x!), ...float([groups, channels]), ...float([groups, channels])];
  },
  batchNormGradient: ([, x, scale]) => [typeOf(x!), typeOf(scale!), typeOf(scale!)],

  colorJitter: ([images]) => {
    const shape = rank(images!, 4, 'the image');
    need(shape[3] === 3, () => `colour jitter needs 3 channels, the images have ${shape[3]}`);
    return [typeOf(images!)];
  },
};
