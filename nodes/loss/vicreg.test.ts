import { beforeAll, describe, expect, test } from 'vitest';
import { compileFixture } from '../../src/compiler/fixture.ts';
import { differences, evaluateOn, lossOf, oneView, problemOf, viewSet } from '../testing/evaluate-on.ts';
import { column, dot, mean, rows, rowsOf, sum } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { vicreg } from './vicreg.ts';

const [B, D] = [5, 4];
const centred = (values: number[]): number[] => values.map((x) => x - mean(values));
const features = (view: number[][]) => Array.from({ length: D }, (_, j) => centred(column(view, j)));
const s = (a: number[][], b: number[][]) =>
  mean(a.map((row, i) => mean(row.map((x, j) => (x - b[i]![j]!) ** 2))));
const v = (view: number[][]) =>
  mean(features(view).map((z) => Math.max(0, 1 - Math.sqrt(dot(z, z) / (B - 1) + 1e-4))));
const c = (view: number[][]) => {
  const z = features(view);
  return sum(z.flatMap((x, i) => z.map((y, j) => (i === j ? 0 : (dot(x, y) / (B - 1)) ** 2)))) / D;
};

const small = (seed: number) => rows(seed).map((row) => row.map((x) => x * 0.6));
const [first, second, third] = [small(1), small(2), small(3)];
const wires = { a: oneView(first), b: oneView(second) };

beforeAll(() => useBackend('cpu'));

test('pitfall: the paper adds the two variance terms, the official code averages them', async () => {
  const rest = 25 * s(first, second) + c(first) + c(second);
  const variance = v(first) + v(second);
  expect(variance).toBeGreaterThan(0.1);
  expect(await lossOf(vicreg, { inputs: wires })).toBeCloseTo(rest + 12.5 * variance, 4);
  expect(await lossOf(vicreg, { params: { form: 'paper' }, inputs: wires })).toBeCloseTo(
    rest + 25 * variance,
    4,
  );
});

test('the paper’s form on three views of two wires, with its gradient', async () => {
  const inputs = { a: viewSet(first, second), b: oneView(third) };
  const params = { form: 'paper', invariance: 3, variance: 2, covariance: 0.5 };
  const f = (data: readonly number[]) => {
    const [x, y] = [rowsOf(data, D).slice(0, B), rowsOf(data, D).slice(B)];
    const pair = (p: number[][], q: number[][]) => 3 * s(p, q) + 2 * (v(p) + v(q)) + 0.5 * (c(p) + c(q));
    return mean([pair(x, y), pair(x, third), pair(y, third)]);
  };
  const { outputs, grads } = await evaluateOn(vicreg, { params, inputs });
  expect(outputs['loss']!.data[0]).toBeCloseTo(f(inputs.a.data), 4);
  differences(f, inputs.a).forEach((slope, i) => expect(grads['a']!.data[i]).toBeCloseTo(slope, 4));
});

describe('a weight of 0 leaves its term out', () => {
  const operations = (params: object) => {
    const compiled = compileFixture(vicreg, { ...params }, wires);
    return compiled.ok ? compiled.value.block.operations.map(({ name }) => name) : [];
  };
  test('of the value', async () => {
    const only = (params: object) =>
      lossOf(vicreg, { params: { invariance: 0, variance: 0, covariance: 0, ...params }, inputs: wires });
    expect(await only({ invariance: 2 })).toBeCloseTo(2 * s(first, second), 5);
    expect(await only({ variance: 2 })).toBeCloseTo(v(first) + v(second), 5);
    expect(await only({ covariance: 2 })).toBeCloseTo(2 * (c(first) + c(second)), 5);
    expect(await only({})).toBe(0);
  });
  test('and of the program', () => {
    expect(operations({})).toEqual(expect.arrayContaining(['sqrt', 'matMul']));
    expect(operations({ variance: 0 })).not.toContain('sqrt');
    expect(operations({ covariance: 0 })).not.toContain('matMul');
  });
});

test('pitfall: it does not normalise embeddings', async () => {
  const wide = {
    a: oneView(first.map((row) => row.map((x) => 9 * x))),
    b: oneView(second.map((row) => row.map((x) => 9 * x))),
  };
  const only = { variance: 0, covariance: 0 };
  const [plain, scaled] = [
    await lossOf(vicreg, { params: only, inputs: wires }),
    await lossOf(vicreg, { params: only, inputs: wide }),
  ];
  expect(scaled / plain).toBeCloseTo(81, 3);
});

test('pitfall: ε inside the root keeps the gradient of a constant feature finite', async () => {
  const constant = oneView(first.map(() => [1, 2, 3, 4]));
  const { grads } = await evaluateOn(vicreg, { inputs: { a: constant, b: constant } });
  expect(grads['a']!.data.every(Number.isFinite)).toBe(true);
});

describe('refuses', () => {
  test('a single view', () => {
    expect(problemOf(vicreg, { inputs: { a: wires.a } })?.code).toBe('SHAPE_VIEWS');
  });
  test('a batch of one', () => {
    const one = oneView(rows(1, 1));
    expect(problemOf(vicreg, { inputs: { a: one, b: one } })?.code).toBe('SHAPE_BATCH_OF_ONE');
  });
});
