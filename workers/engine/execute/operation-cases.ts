import type { OperationAttributes, OperationName } from '../../../src/ir/operations/attributes.ts';
import type { DType } from '../../../src/ir/value.ts';

/** Numbers with their shape, for tests. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
  readonly dtype?: DType;
}

/** One operation on numbers small enough to be checked by hand. */
export interface OperationCase {
  readonly name: OperationName;
  readonly inputs: readonly Numbers[];
  readonly attributes: object;
  readonly outputs: readonly (readonly number[])[];
  readonly what?: string;
}

const vector = (...data: number[]): Numbers => ({ shape: [data.length], data });
const matrix = (...rows: number[][]): Numbers => ({
  shape: [rows.length, rows[0]!.length],
  data: rows.flat(),
});
const integers = (...data: number[]): Numbers => ({ ...vector(...data), dtype: 'int32' });
const image = (height: number, width: number, ...data: number[]): Numbers => ({
  shape: [1, height, width, 1],
  data,
});

function of<N extends OperationName>(
  name: N,
  inputs: readonly Numbers[],
  attributes: OperationAttributes[N],
  outputs: readonly (readonly number[])[],
  what?: string,
): OperationCase {
  return { name, inputs, attributes, outputs, ...(what ? { what } : {}) };
}

/** Inputs, then what the function gives for each. */
function unary(name: OperationName, x: number[], y: number[]): OperationCase {
  return { name, inputs: [vector(...x)], attributes: {}, outputs: [y] };
}

const E = Math.E;
const stored = matrix([1, -2, 3], [4, 5, -6]);
const window = { size: 2, stride: 2, padding: 0 };
const overlapping = { size: 3, stride: 2, padding: 1 };
const sixteen = Array.from({ length: 16 }, (_, i) => i);

/** At least one case for every operation. */
export const OPERATION_CASES: readonly OperationCase[] = [
  of('constant', [], { shape: [2, 1], dtype: 'float32', data: [3, 4] }, [[3, 4]]),
  of('constant', [], { shape: [2, 2], dtype: 'int32', data: 7 }, [[7, 7, 7, 7]], 'filled'),

  unary('neg', [1, -2, 0], [-1, 2, 0]),
  unary('exp', [0, 1, -1], [1, E, 1 / E]),
  unary('log', [1, E, 0.5], [0, 1, -0.69314718]),
  unary('log1p', [0, 1e-6, 1], [0, 1e-6, 0.69314718]),
  unary('sqrt', [4, 2, 0], [2, Math.SQRT2, 0]),
  unary('rsqrt', [4, 0.25], [0.5, 2]),
  unary('reciprocal', [4, -0.5], [0.25, -2]),
  unary('square', [3, -0.5], [9, 0.25]),
  unary('abs', [3, -3, 0], [3, 3, 0]),
  unary('sign', [2, -0.1, 0], [1, -1, 0]),
  unary('sign', [1e-10, -1e-10, 1e-30], [1, -1, 1]),
  unary('step', [1e-10, -1e-10, 0], [1, 0, 0]),
  unary('floor', [1.7, -1.2, 3], [1, -2, 3]),
  unary('relu', [2, -1, 0], [2, 0, 0]),
  unary('step', [2, -1, 0], [1, 0, 0]),
  unary('sigmoid', [0, 100, -100], [0.5, 1, 0]),
  unary('tanh', [0, 1, -20], [0, 0.76159416, -1]),
  unary('erf', [0, 1, -0.5], [0, 0.84270079, -0.52049988]),
  unary('sin', [0, 1], [0, 0.84147098]),
  unary('cos', [0, 1], [1, 0.54030231]),
  unary('stopGradient', [1, 2], [1, 2]),
  of('cast', [vector(1.9, -1.9, 3)], { dtype: 'int32' }, [[1, -1, 3]]),
  of('cast', [integers(2, -1)], { dtype: 'float32' }, [[2, -1]], 'from integers'),

  of('add', [stored, vector(10, 20, 30)], {}, [[11, 18, 33, 14, 25, 24]]),
  of('add', [stored, matrix([1], [2])], {}, [[2, -1, 4, 6, 7, -4]], 'broadcast along rows'),
  of('add', [integers(1, 2), integers(3, 4)], {}, [[4, 6]], 'of integers'),
  of('sub', [vector(5, 2), { shape: [], data: [3] }], {}, [[2, -1]]),
  of('mul', [matrix([1, 2]), matrix([3], [4])], {}, [[3, 6, 4, 8]]),
  of('div', [vector(1, -3), vector(4, 2)], {}, [[0.25, -1.5]]),
  of('maximum', [vector(1, -3), vector(0, 2)], {}, [[1, 2]]),
  of('minimum', [vector(1, -3), { shape: [], data: [0] }], {}, [[0, -3]]),
  of('pow', [vector(2, 9, 4), vector(3, 0.5, -1)], {}, [[8, 3, 0.25]]),
  of('greater', [vector(1, 2, 3), vector(2, 2, 2)], {}, [[0, 0, 1]]),
  of('equal', [vector(1, 2, 3), vector(2, 2, 2)], {}, [[0, 1, 0]]),
  of('equal', [{ ...integers(1, 2), shape: [2, 1] }, integers(2, 1)], {}, [[0, 1, 1, 0]], 'of integers'),
  of('select', [vector(1, 0, -2), vector(1, 2, 3), vector(4, 5, 6)], {}, [[1, 5, 3]]),

  of('sum', [stored], { axes: [0], keepDims: false }, [[5, 3, -3]]),
  of('sum', [stored], { axes: [0, 1], keepDims: true }, [[5]], 'of everything'),
  of('sum', [stored], { axes: [], keepDims: false }, [[1, -2, 3, 4, 5, -6]], 'over no axis'),
  of('sum', [{ shape: [2, 2, 2], data: [1, 2, 3, 4, 5, 6, 7, 8] }], { axes: [1], keepDims: false }, [
    [4, 6, 12, 14],
  ]),
  of('max', [stored], { axes: [1], keepDims: true }, [[3, 5]]),
  of('argMax', [stored], { axis: 1 }, [[2, 1]]),
  of('argMax', [matrix([1, 1])], { axis: 1 }, [[0]], 'of a tie'),
  of('softmax', [matrix([0, Math.log(3)], [1000, 1000])], {}, [[0.25, 0.75, 0.5, 0.5]]),
  of('logSoftmax', [matrix([0, Math.log(3)], [1000, 0])], {}, [[-1.3862944, -0.28768207, 0, -1000]]),

  of('reshape', [stored], { shape: [3, 2] }, [[1, -2, 3, 4, 5, -6]]),
  of('transpose', [stored], { permutation: [1, 0] }, [[1, 4, -2, 5, 3, -6]]),
  of('concat', [matrix([1], [2]), matrix([3, 4], [5, 6])], { axis: 1 }, [[1, 3, 4, 2, 5, 6]]),
  of('concat', [vector(1, 2)], { axis: 0 }, [[1, 2]], 'of one'),
  of('slice', [stored], { begin: [0, 1], size: [2, 2] }, [[-2, 3, 5, -6]]),
  of(
    'pad',
    [vector(1, 2)],
    {
      paddings: [[1, 2]],
    },
    [[0, 1, 2, 0, 0]],
  ),
  of('broadcastTo', [matrix([1], [2])], { shape: [2, 2, 3] }, [[1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2]]),
  of('broadcastTo', [vector(1, 2)], { shape: [1, 2] }, [[1, 2]], 'of a leading one'),
  of('reverse', [stored], { axis: 1 }, [[3, -2, 1, -6, 5, 4]]),
  of('gather', [stored, integers(1, 0, 1)], {}, [[4, 5, -6, 1, -2, 3, 4, 5, -6]]),
  of('segmentSum', [matrix([1, 2], [3, 4], [5, 6]), integers(2, 0, 2)], { count: 4 }, [
    [3, 4, 0, 0, 6, 8, 0, 0],
  ]),
  of('oneHot', [integers(2, 0)], { depth: 3 }, [[0, 0, 1, 1, 0, 0]]),

  of('matMul', [stored, matrix([1], [2], [3])], { transposeA: false, transposeB: false }, [[6, -4]]),
  of('matMul', [stored, matrix([1], [2])], { transposeA: true, transposeB: false }, [[9, 8, -9]]),
  of('matMul', [stored, stored], { transposeA: false, transposeB: true }, [[14, -24, -24, 77]]),
  of(
    'matMul',
    [
      { shape: [2, 1, 2], data: [1, 2, 3, 4] },
      { shape: [2, 2, 1], data: [1, 1, 2, 3] },
    ],
    { transposeA: false, transposeB: false },
    [[3, 18]],
    'of a batch',
  ),

  of(
    'conv2d',
    [image(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9), { shape: [2, 2, 1, 1], data: [1, 2, 3, 4] }],
    {
      stride: 2,
      padding: 1,
    },
    [[4, 6 + 12, 2 * 4 + 4 * 7, 5 + 2 * 6 + 3 * 8 + 4 * 9]],
  ),
  of(
    'conv2dInputGradient',
    [image(2, 2, 1, 10, 100, 1000), { shape: [2, 2, 1, 1], data: [1, 2, 3, 4] }],
    { stride: 2, padding: 1, inputShape: [1, 3, 3, 1] },
    [[4, 30, 40, 200, 1000, 2000, 400, 3000, 4000]],
  ),
  of(
    'conv2dKernelGradient',
    [image(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9), image(2, 2, 1, 10, 100, 1000)],
    { stride: 2, padding: 1, kernelShape: [2, 2, 1, 1] },
    [[5000, 6000 + 400, 8000 + 20, 1 + 30 + 700 + 9000]],
  ),
  of('maxPool2d', [image(4, 4, ...sixteen)], window, [[5, 7, 13, 15]]),
  of('maxPool2d', [image(3, 3, -1, -2, -3, -4, -5, -6, -7, -8, -9)], overlapping, [[-1, -2, -4, -5]]),
  of(
    'maxPool2dGradient',
    [image(1, 2, 10, 20), image(2, 4, -2, -1, 0, 0, -3, -4, 0, 0), image(1, 2, -1, 0)],
    window,
    [[0, 10, 20, 0, 0, 0, 0, 0]],
    'of windows without a positive value, and of a tie',
  ),
  of(
    'maxPool2dGradient',
    [image(2, 2, 1, 10, 100, 1000), image(3, 3, 0, 0, 0, 0, 5, 0, 0, 0, 0), image(2, 2, 5, 5, 5, 5)],
    overlapping,
    [[0, 0, 0, 0, 1111, 0, 0, 0, 0]],
    'of windows that overlap',
  ),
  of(
    'maxPool2dGradient',
    [image(2, 2, 1, 10, 100, 1000), image(5, 4, ...Array<number>(20).fill(-7)), image(2, 2, -7, -7, -7, -7)],
    window,
    [[1, 0, 10, 0, 0, 0, 0, 0, 100, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    'of ties, where the windows leave a row out',
  ),

  of(
    'batchNorm',
    [matrix([1, 0], [3, 0], [10, 5], [10, -5]), vector(2, 1), vector(0, 1)],
    { groups: 2, epsilon: 0 + 1e-12 },
    [
      [-2, 1, 2, 1, 0, 2, 0, 0],
      [2, 0, 10, 0],
      [1, 0, 0, 25],
    ],
  ),
  of(
    'batchNormGradient',
    // per channel: x̂ = (−1, 1), mean(dy) = 2, mean(dy·x̂) = 1, so dy is explained fully and dx = 0
    [matrix([1], [3]), matrix([1], [3]), vector(2), matrix([2]), matrix([1])],
    { groups: 1, epsilon: 1e-12 },
    [[0, 0], [2], [4]],
  ),
  of(
    'batchNormGradient',
    // x̂ = (−√1.5, 0, √1.5), dy = (1, 0, 0): dx = (dy − 1/3 − x̂·(−√1.5)/3) / √(2/3)
    [matrix([1], [0], [0]), matrix([-1], [0], [1]), vector(1), matrix([0]), matrix([2 / 3])],
    { groups: 1, epsilon: 1e-12 },
    [[0.20412415, -0.40824829, 0.20412415], [-1.22474487], [1]],
    'of a lone gradient',
  ),

  of(
    'colorJitter',
    // brightness 0.5, then contrast 0 (all the mean grey); the other image keeps its colours
    [
      { shape: [2, 1, 1, 3], data: [1, 0.5, 0.2, 0.3, 0.6, 0.9] },
      matrix([0.5, 0, 1, 0], [1, 1, 1, 0]),
      matrix([0, 1, 2, 3], [3, 2, 1, 0]),
    ],
    {},
    [[...Array<number>(3).fill(0.2989 * 0.5 + 0.587 * 0.25 + 0.114 * 0.1), 0.3, 0.6, 0.9]],
  ),
  of(
    'colorJitter',
    // a third of a turn moves red to green; saturation 0 leaves grey
    [
      { shape: [2, 1, 1, 3], data: [1, 0, 0, 1, 0, 0] },
      matrix([1, 1, 1, 1 / 3], [1, 1, 0, 0.25]),
      matrix([3, 0, 1, 2], [2, 3, 0, 1]),
    ],
    {},
    [[0, 1, 0, 0.2989, 0.2989, 0.2989]],
    'of hue and saturation',
  ),
];
