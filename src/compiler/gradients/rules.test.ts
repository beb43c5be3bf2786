import { expect, test } from 'vitest';
import { randomStream } from '../../base/random-stream.ts';
import { sizeOf } from '../../ir/value.ts';
import type { Tensor } from '../../spec/tensor-ops.ts';
import { Builder } from '../builder.ts';
import { interpret } from '../../ir/interpret/interpret.ts';
import type { NdArray } from '../../ir/interpret/nd-array.ts';
import { differentiate } from './differentiate.ts';
import { GRADIENT_RULES } from './rules.ts';

type Build = (ops: Builder, inputs: Tensor[]) => Tensor;
interface Case {
  readonly shapes: readonly (readonly number[])[];
  readonly build: Build;
  /** Maps standard normal numbers into the operation's domain. */
  readonly domain?: (x: number) => number;
}

const positive = (x: number) => 0.5 + Math.abs(x);
const one = (build: (ops: Builder, x: Tensor) => Tensor, shape: readonly number[] = [3, 4]): Case => ({
  shapes: [shape],
  build: (ops, [x]) => build(ops, x!),
});
const two = (build: (ops: Builder, a: Tensor, b: Tensor) => Tensor, a = [3, 4], b = [3, 4]): Case => ({
  shapes: [a, b],
  build: (ops, [x, y]) => build(ops, x!, y!),
});

/** At least one case for each operation through which gradient passes. */
const CASES: Record<string, Case> = {
  neg: one((ops, x) => ops.neg(x)),
  exp: one((ops, x) => ops.exp(x)),
  log: { ...one((ops, x) => ops.log(x)), domain: positive },
  log1p: { ...one((ops, x) => ops.log1p(x)), domain: positive },
  sqrt: { ...one((ops, x) => ops.sqrt(x)), domain: positive },
  rsqrt: { ...one((ops, x) => ops.rsqrt(x)), domain: positive },
  reciprocal: { ...one((ops, x) => ops.reciprocal(x)), domain: positive },
  square: one((ops, x) => ops.square(x)),
  abs: one((ops, x) => ops.abs(x)),
  relu: one((ops, x) => ops.relu(x)),
  sigmoid: one((ops, x) => ops.sigmoid(x)),
  tanh: one((ops, x) => ops.tanh(x)),
  erf: one((ops, x) => ops.erf(x)),
  sin: one((ops, x) => ops.sin(x)),
  cos: one((ops, x) => ops.cos(x)),
  cast: one((ops, x) => ops.emit('cast', [x], { dtype: 'float32' })[0]!),
  add: two((ops, a, b) => ops.add(a, b)),
  'add, broadcast': two((ops, a, b) => ops.add(a, b), [2, 3, 1], [4]),
  sub: two((ops, a, b) => ops.sub(a, b), [3, 1], [3, 4]),
  mul: two((ops, a, b) => ops.mul(a, b), [1, 4], [3, 4]),
  'mul, a number': one((ops, x) => ops.mul(3, x)),
  div: { ...two((ops, a, b) => ops.div(a, b), [3, 4], [4]), domain: positive },
  maximum: two((ops, a, b) => ops.maximum(a, b), [3, 4], [3, 1]),
  minimum: two((ops, a, b) => ops.minimum(a, b), [4], [3, 4]),
  pow: { ...two((ops, a, b) => ops.pow(a, b), [3, 4], [4]), domain: positive },
  select: two((ops, a, b) => ops.select(ops.greater(a, 0), ops.mul(a, b), b)),
  sum: one((ops, x) => ops.sum(x, [0, 2]), [2, 3, 4]),
  'sum, dimensions kept': one((ops, x) => ops.sum(x, [1], true), [2, 3, 4]),
  'mean of all': one((ops, x) => ops.mean(x)),
  max: one((ops, x) => ops.max(x, [1]), [3, 5]),
  softmax: one((ops, x) => ops.softmax(x)),
  logSoftmax: one((ops, x) => ops.logSoftmax(x)),
  l2Normalize: one((ops, x) => ops.l2Normalize(x)),
  reshape: one((ops, x) => ops.reshape(x, [2, 6])),
  transpose: one((ops, x) => ops.transpose(x, [2, 0, 1]), [2, 3, 4]),
  concat: two((ops, a, b) => ops.concat([a, b, a], 1), [3, 2], [3, 4]),
  slice: one((ops, x) => ops.slice(x, [1, 0], [2, 3])),
  pad: one((ops, x) =>
    ops.pad(x, [
      [1, 0],
      [2, 1],
    ]),
  ),
  broadcastTo: one((ops, x) => ops.broadcastTo(x, [2, 3, 4]), [3, 1]),
  reverse: one((ops, x) => ops.reverse(x, 1)),
  gather: one((ops, x) => ops.gather(x, ops.constant([2, 0, 2, 1], [4], 'int32'))),
  segmentSum: one((ops, x) => ops.segmentSum(x, ops.constant([1, 0, 1], [3], 'int32'), 2)),
  matMul: two((ops, a, b) => ops.matMul(a, b), [3, 4], [4, 2]),
  'matMul, first transposed': two((ops, a, b) => ops.matMul(a, b, { transposeA: true }), [4, 3], [4, 2]),
  'matMul, second transposed': two((ops, a, b) => ops.matMul(a, b, { transposeB: true }), [3, 4], [2, 4]),
  'matMul, both transposed': two(
    (ops, a, b) => ops.matMul(a, b, { transposeA: true, transposeB: true }),
    [4, 3],
    [2, 4],
  ),
  'matMul, batched': two((ops, a, b) => ops.matMul(a, b, { transposeB: true }), [2, 3, 4], [2, 5, 4]),
  conv2d: two((ops, x, k) => ops.conv2d(x, k, { stride: 1, padding: 1 }), [2, 4, 4, 2], [3, 3, 2, 3]),
  'conv2d, stride 2': two(
    (ops, x, k) => ops.conv2d(x, k, { stride: 2, padding: 1 }),
    [1, 5, 5, 2],
    [3, 3, 2, 2],
  ),
  maxPool2d: one((ops, x) => ops.maxPool2d(x, { size: 2, stride: 2 }), [2, 4, 4, 2]),
  'maxPool2d, overlapping': one(
    (ops, x) => ops.maxPool2d(x, { size: 3, stride: 2, padding: 1 }),
    [1, 5, 5, 1],
  ),
  batchNorm: {
    shapes: [[4, 3], [3], [3]],
    build: (ops, [x, scale, offset]) => ops.batchNorm(x!, scale!, offset!, { groups: 1, epsilon: 1e-5 }).y,
  },
  'batchNorm, two groups': {
    shapes: [[4, 2, 2, 2], [2], [2]],
    build: (ops, [x, scale, offset]) => ops.batchNorm(x!, scale!, offset!, { groups: 2, epsilon: 1e-5 }).y,
  },
};

function setUp({ shapes, build, domain = (x) => x }: Case) {
  const builder = new Builder();
  const inputs: Tensor[] = shapes.map((shape, i) => ({ id: `x${i}`, shape, dtype: 'float32' }));
  const given: Record<string, NdArray> = {};
  inputs.forEach(({ id, shape }) => {
    const data = Float64Array.from(randomStream(3, id).normals(0, sizeOf(shape)), domain);
    given[id] = { shape, data };
  });
  const y = builder.within('node', 'forward', () => build(builder, inputs));
  const weights = Float64Array.from(randomStream(3, 'seed').normals(0, sizeOf(y.shape)));
  given['seed'] = { shape: y.shape, data: weights };
  return { builder, inputs, given, y, weights };
}

test.each(Object.entries(CASES))('the gradient of %s is the limit of its differences', (_, specification) => {
  const { builder, inputs, given, y, weights } = setUp(specification);
  const forward = { feeds: [], operations: [...builder.operations] };
  const seed: Tensor = { id: 'seed', shape: y.shape, dtype: 'float32' };
  const leaves = new Map([...inputs, seed].map((tensor) => [tensor.id, tensor]));
  const sources = new Set(inputs.map(({ id }) => id));
  const { gradients } = differentiate(builder, leaves, [{ target: y, seed }], sources);
  const values = interpret({ feeds: [], operations: builder.operations }, given);

  const loss = () =>
    interpret(forward, given)
      .get(y.id)!
      .data.reduce((sum, v, i) => sum + v * weights[i]!, 0);
  const epsilon = 1e-5;
  for (const { id, shape } of inputs) {
    const gradient = values.get(gradients.get(id)!.id)!;
    expect(gradient.shape).toEqual(shape);
    gradient.data.forEach((derivative, i) => {
      const original = given[id]!.data[i]!;
      given[id]!.data[i] = original + epsilon;
      const above = loss();
      given[id]!.data[i] = original - epsilon;
      const below = loss();
      given[id]!.data[i] = original;
      expect(Math.abs(derivative - (above - below) / (2 * epsilon))).toBeLessThan(
        1e-6 * (1 + Math.abs(derivative)),
      );
    });
  }
});

test('every operation that passes gradient has a case', () => {
  const covered = new Set(
    Object.values(CASES).flatMap((c) => setUp(c).builder.operations.map(({ name }) => name)),
  );
  const adjoint = Object.entries(GRADIENT_RULES).filter(([, rule]) => rule.length > 0);
  expect(adjoint.map(([name]) => name).filter((name) => !covered.has(name as never))).toEqual([]);
});

test('equal maxima share the gradient, and so do equal operands of maximum', () => {
  const builder = new Builder();
  const x: Tensor = { id: 'x', shape: [3], dtype: 'float32' };
  const target = builder.add(builder.max(x), builder.sum(builder.maximum(x, builder.constant([5, 5, 5]))));
  const seed = builder.constant(1);
  const { gradients } = differentiate(builder, new Map([['x', x]]), [{ target, seed }], new Set(['x']));
  const given = { x: { shape: [3], data: Float64Array.of(5, 5, 1) } };
  const values = interpret({ feeds: [], operations: builder.operations }, given);
  expect([...values.get(gradients.get('x')!.id)!.data]).toEqual([1, 1, 0]);
});

test('no gradient passes a stop-gradient', () => {
  const builder = new Builder();
  const x: Tensor = { id: 'x', shape: [3], dtype: 'float32' };
  const target = builder.sum(builder.square(builder.stopGradient(x)));
  const seed = builder.constant(1);
  const { gradients } = differentiate(builder, new Map([['x', x]]), [{ target, seed }], new Set(['x']));
  expect(gradients.size).toBe(0);
});
