import { defined } from '../../base/assert.ts';
import type { Operation } from '../operation.ts';
import type { OperationAttributes, OperationName } from '../operations/attributes.ts';
import type { Block } from '../program.ts';
import { sizeOf, type ValueId } from '../value.ts';
import { at, ndArray, unravel, type NdArray } from './nd-array.ts';

type Evaluate<N extends OperationName> = (
  inputs: readonly NdArray[],
  attributes: OperationAttributes[N],
  types: Operation['types'],
) => NdArray[];

/** Abramowitz and Stegun 7.1.26 is too coarse for finite differences: a Taylor series converges for the small x of tests. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 60; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const unary =
  (f: (x: number) => number) =>
  ([x]: readonly NdArray[]): NdArray[] => [{ shape: x!.shape, data: x!.data.map(f) }];

const binary =
  (f: (a: number, b: number) => number) =>
  ([a, b]: readonly NdArray[], _: object, types: Operation['types']): NdArray[] => {
    const { shape } = types[0]!;
    const [x, y] = [a!.data, b!.data];
    const size = sizeOf(shape);
    // nearly all there is: equal shapes, or a single number on one side
    if ((x.length === size || x.length === 1) && (y.length === size || y.length === 1)) {
      const [stepX, stepY] = [x.length === 1 ? 0 : 1, y.length === 1 ? 0 : 1];
      const data = new Float64Array(size);
      for (let i = 0; i < size; i++) data[i] = f(x[i * stepX]!, y[i * stepY]!);
      return [{ shape, data }];
    }
    return [ndArray(shape, (i) => f(at(a!, i), at(b!, i)))];
  };

function reduce(
  x: NdArray,
  axes: readonly number[],
  keepDims: boolean,
  start: number,
  f: (a: number, b: number) => number,
) {
  const kept = x.shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
  const data = new Float64Array(sizeOf(kept)).fill(start);
  x.data.forEach((value, flat) => {
    const index = unravel(flat, x.shape);
    const target = kept.reduce((sum, n, axis) => sum * n + (n === 1 ? 0 : index[axis]!), 0);
    data[target] = f(data[target]!, value);
  });
  return [{ shape: keepDims ? kept : x.shape.filter((_, axis) => !axes.includes(axis)), data }];
}

function softmaxRows(x: NdArray, f: (x: number, max: number, sum: number) => number): NdArray {
  const n = x.shape.at(-1)!;
  const data = new Float64Array(x.data.length);
  for (let row = 0; row < data.length; row += n) {
    const values = x.data.subarray(row, row + n);
    const max = Math.max(...values);
    const sum = values.reduce((total, v) => total + Math.exp(v - max), 0);
    values.forEach((v, i) => (data[row + i] = f(v, max, sum)));
  }
  return { shape: x.shape, data };
}

/** Calls `visit` for every product of a convolution: output element, input element, kernel element. */
function slide(
  image: readonly number[],
  kernel: readonly number[],
  output: readonly number[],
  { stride, padding }: { stride: number; padding: number },
  visit: (y: number, x: number, k: number) => void,
): void {
  const [batch, outHeight, outWidth, filters] = output as [number, number, number, number];
  const [, height, width, channels] = image as [number, number, number, number];
  const [kernelHeight, kernelWidth] = kernel as [number, number];
  for (let b = 0; b < batch; b++)
    for (let oy = 0; oy < outHeight; oy++)
      for (let ox = 0; ox < outWidth; ox++)
        for (let ky = 0; ky < kernelHeight; ky++)
          for (let kx = 0; kx < kernelWidth; kx++) {
            const iy = oy * stride + ky - padding;
            const ix = ox * stride + kx - padding;
            if (iy < 0 || ix < 0 || iy >= height || ix >= width) continue;
            for (let c = 0; c < channels; c++)
              for (let f = 0; f < filters; f++)
                visit(
                  ((b * outHeight + oy) * outWidth + ox) * filters + f,
                  ((b * height + iy) * width + ix) * channels + c,
                  ((ky * kernelWidth + kx) * channels + c) * filters + f,
                );
          }
}

const zerosLike = (shape: readonly number[]): NdArray => ({ shape, data: new Float64Array(sizeOf(shape)) });

/** For every window of a max pooling: flat index of the output and of its first maximum. */
function pool(
  x: NdArray,
  shape: readonly number[],
  { size, stride, padding }: OperationAttributes['maxPool2d'],
) {
  const [, height, width, channels] = x.shape as [number, number, number, number];
  return Array.from({ length: sizeOf(shape) }, (_, flat) => {
    const [b, oy, ox, c] = unravel(flat, shape) as [number, number, number, number];
    let best = -1;
    for (let ky = 0; ky < size; ky++)
      for (let kx = 0; kx < size; kx++) {
        const iy = oy * stride + ky - padding;
        const ix = ox * stride + kx - padding;
        if (iy < 0 || ix < 0 || iy >= height || ix >= width) continue;
        const i = ((b * height + iy) * width + ix) * channels + c;
        if (best < 0 || x.data[i]! > x.data[best]!) best = i;
      }
    return best;
  });
}

function normalise(x: NdArray, groups: number, epsilon: number) {
  const channels = x.shape.at(-1)!;
  const perGroup = x.data.length / groups;
  const count = perGroup / channels;
  const mean = zerosLike([groups, channels]);
  const variance = zerosLike([groups, channels]);
  const slot = (flat: number) => Math.floor(flat / perGroup) * channels + (flat % channels);
  x.data.forEach((v, i) => (mean.data[slot(i)]! += v / count));
  x.data.forEach((v, i) => (variance.data[slot(i)]! += (v - mean.data[slot(i)]!) ** 2 / count));
  const xHat = x.data.map((v, i) => (v - mean.data[slot(i)]!) / Math.sqrt(variance.data[slot(i)]! + epsilon));
  return { channels, count, mean, variance, slot, xHat };
}

/** What every operation means, in float64 and in a plain way. Colour jitter, which has no gradient, is left out. */
export const REFERENCE: { readonly [N in Exclude<OperationName, 'colorJitter'>]: Evaluate<N> } = {
  constant: (_, { shape, data }) => [
    ndArray(shape, (i) =>
      typeof data === 'number' ? data : at({ shape, data: Float64Array.from(data) }, i),
    ),
  ],
  neg: unary((x) => -x),
  exp: unary(Math.exp),
  log: unary(Math.log),
  log1p: unary(Math.log1p),
  sqrt: unary(Math.sqrt),
  rsqrt: unary((x) => 1 / Math.sqrt(x)),
  reciprocal: unary((x) => 1 / x),
  square: unary((x) => x * x),
  abs: unary(Math.abs),
  sign: unary(Math.sign),
  floor: unary(Math.floor),
  relu: unary((x) => Math.max(x, 0)),
  step: unary((x) => (x > 0 ? 1 : 0)),
  sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  tanh: unary(Math.tanh),
  erf: unary(erf),
  sin: unary(Math.sin),
  cos: unary(Math.cos),
  stopGradient: unary((x) => x),
  cast: ([x], { dtype }) => [
    { shape: x!.shape, data: dtype === 'int32' ? x!.data.map(Math.trunc) : x!.data },
  ],
  add: binary((a, b) => a + b),
  sub: binary((a, b) => a - b),
  mul: binary((a, b) => a * b),
  div: binary((a, b) => a / b),
  maximum: binary(Math.max),
  minimum: binary(Math.min),
  pow: binary(Math.pow),
  greater: binary((a, b) => (a > b ? 1 : 0)),
  equal: binary((a, b) => (a === b ? 1 : 0)),
  select: ([mask, a, b]) => [ndArray(mask!.shape, (i) => (at(mask!, i) !== 0 ? at(a!, i) : at(b!, i)))],
  sum: ([x], { axes, keepDims }) => reduce(x!, axes, keepDims, 0, (a, b) => a + b),
  max: ([x], { axes, keepDims }) => reduce(x!, axes, keepDims, -Infinity, Math.max),
  argMax: ([x], { axis }, types) => [
    ndArray(types[0]!.shape, (i) => {
      const row = Array.from({ length: x!.shape[axis]! }, (_, k) => at(x!, i.toSpliced(axis, 0, k)));
      return row.indexOf(Math.max(...row));
    }),
  ],
  softmax: ([x]) => [softmaxRows(x!, (v, max, sum) => Math.exp(v - max) / sum)],
  logSoftmax: ([x]) => [softmaxRows(x!, (v, max, sum) => v - max - Math.log(sum))],
  reshape: ([x], { shape }) => [{ shape, data: x!.data }],
  transpose: ([x], { permutation }, types) => [
    ndArray(types[0]!.shape, (i) =>
      at(
        x!,
        permutation.map((_, axis) => i[permutation.indexOf(axis)]!),
      ),
    ),
  ],
  concat: (inputs, { axis }, types) => [
    ndArray(types[0]!.shape, (i) => {
      let position = i[axis]!;
      const part = inputs.find(({ shape }) => {
        const inside = position < shape[axis]!;
        if (!inside) position -= shape[axis]!;
        return inside;
      });
      return at(part!, i.with(axis, position));
    }),
  ],
  slice: ([x], { begin, size }) => [
    ndArray(size, (i) => x!.data[x!.shape.reduce((flat, n, axis) => flat * n + i[axis]! + begin[axis]!, 0)]!),
  ],
  pad: ([x], { paddings }, types) => [
    ndArray(types[0]!.shape, (i) => {
      const inner = i.map((position, axis) => position - paddings[axis]![0]);
      return inner.every((position, axis) => position >= 0 && position < x!.shape[axis]!) ? at(x!, inner) : 0;
    }),
  ],
  broadcastTo: ([x], { shape }) => [ndArray(shape, (i) => at(x!, i))],
  reverse: ([x], { axis }) => [
    ndArray(x!.shape, (i) => at(x!, i.with(axis, x!.shape[axis]! - 1 - i[axis]!))),
  ],
  gather: ([x, indices], _, types) => [
    ndArray(types[0]!.shape, (i) => {
      const rank = indices!.shape.length;
      return at(x!, [at(indices!, i.slice(0, rank)), ...i.slice(rank)]);
    }),
  ],
  segmentSum: ([rows, indices], { count }) => {
    const sum = zerosLike([count, ...rows!.shape.slice(1)]);
    const width = sizeOf(rows!.shape.slice(1));
    rows!.data.forEach(
      (v, i) => (sum.data[indices!.data[Math.floor(i / width)]! * width + (i % width)]! += v),
    );
    return [sum];
  },
  oneHot: ([indices], { depth }, types) => [
    ndArray(types[0]!.shape, (i) => (at(indices!, i.slice(0, -1)) === i.at(-1) && i.at(-1)! < depth ? 1 : 0)),
  ],
  matMul: ([a, b], { transposeA, transposeB }, types) => {
    const { shape } = types[0]!;
    const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
    const inner = a!.shape.at(transposeA ? -2 : -1)!;
    const [stepA, stepK] = transposeA ? [1, rows] : [inner, 1];
    const [stepB, stepL] = transposeB ? [inner, 1] : [1, columns];
    // a batch of one is repeated
    const sizes = [rows * inner, inner * columns] as const;
    const batches = sizeOf(shape.slice(0, -2));
    const [repeatA, repeatB] = [a!.data.length === sizes[0], b!.data.length === sizes[1]];
    const data = new Float64Array(sizeOf(shape));
    for (let batch = 0; batch < batches; batch++) {
      const [fromA, fromB] = [repeatA ? 0 : batch * sizes[0], repeatB ? 0 : batch * sizes[1]];
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          let sum = 0;
          for (let k = 0; k < inner; k++) {
            sum += a!.data[fromA + i * stepA + k * stepK]! * b!.data[fromB + j * stepB + k * stepL]!;
          }
          data[(batch * rows + i) * columns + j] = sum;
        }
      }
    }
    return [{ shape, data }];
  },
  conv2d: ([x, kernel], attributes, types) => {
    const y = zerosLike(types[0]!.shape);
    slide(
      x!.shape,
      kernel!.shape,
      y.shape,
      attributes,
      (o, i, k) => (y.data[o]! += x!.data[i]! * kernel!.data[k]!),
    );
    return [y];
  },
  conv2dInputGradient: ([dy, kernel], attributes) => {
    const dx = zerosLike(attributes.inputShape);
    slide(
      dx.shape,
      kernel!.shape,
      dy!.shape,
      attributes,
      (o, i, k) => (dx.data[i]! += dy!.data[o]! * kernel!.data[k]!),
    );
    return [dx];
  },
  conv2dKernelGradient: ([x, dy], attributes) => {
    const dk = zerosLike(attributes.kernelShape);
    slide(
      x!.shape,
      dk.shape,
      dy!.shape,
      attributes,
      (o, i, k) => (dk.data[k]! += dy!.data[o]! * x!.data[i]!),
    );
    return [dk];
  },
  maxPool2d: ([x], attributes, types) => {
    const winners = pool(x!, types[0]!.shape, attributes);
    return [{ shape: types[0]!.shape, data: Float64Array.from(winners, (i) => x!.data[i]!) }];
  },
  maxPool2dGradient: ([dy, x, y], attributes) => {
    const dx = zerosLike(x!.shape);
    pool(x!, y!.shape, attributes).forEach((winner, o) => (dx.data[winner]! += dy!.data[o]!));
    return [dx];
  },
  batchNorm: ([x, scale, offset], { groups, epsilon }) => {
    const { channels, mean, variance, xHat } = normalise(x!, groups, epsilon);
    const y = xHat.map((v, i) => v * scale!.data[i % channels]! + offset!.data[i % channels]!);
    return [{ shape: x!.shape, data: y }, mean, variance];
  },
  batchNormGradient: ([dy, x, scale], { groups, epsilon }) => {
    const { channels, count, mean, variance, slot, xHat } = normalise(x!, groups, epsilon);
    const sumDy = zerosLike(mean.shape);
    const sumDyX = zerosLike(mean.shape);
    const [dscale, doffset] = [zerosLike([channels]), zerosLike([channels])];
    dy!.data.forEach((g, i) => {
      sumDy.data[slot(i)]! += g;
      sumDyX.data[slot(i)]! += g * xHat[i]!;
      doffset.data[i % channels]! += g;
      dscale.data[i % channels]! += g * xHat[i]!;
    });
    const dx = dy!.data.map((g, i) => {
      const s = slot(i);
      const centred = g - sumDy.data[s]! / count - (xHat[i]! * sumDyX.data[s]!) / count;
      return (scale!.data[i % channels]! / Math.sqrt(variance.data[s]! + epsilon)) * centred;
    });
    return [{ shape: x!.shape, data: dx }, dscale, doffset];
  },
};

/** Runs a block on given tensors and returns all its values. */
export function interpret(block: Block, given: Readonly<Record<ValueId, NdArray>>): Map<ValueId, NdArray> {
  const values = new Map<ValueId, NdArray>(Object.entries(given));
  for (const { name, inputs, outputs, attributes, types } of block.operations) {
    const evaluate = REFERENCE[name as keyof typeof REFERENCE] as Evaluate<OperationName>;
    const results = evaluate(
      inputs.map((id) => defined(values.get(id), `${id} is computed before it is used`)),
      attributes,
      types,
    );
    outputs.forEach((id, i) => values.set(id, results[i]!));
  }
  return values;
}
