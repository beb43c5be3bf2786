import { beforeAll, expect, test } from 'vitest';
import { compileFixture } from '../../../src/compiler/fixture.ts';
import { checkGradients } from '../../testing/check-gradients.ts';
import { runNode } from '../../testing/run-node.ts';
import { BACKENDS, floats, runOn, useBackend } from '../../testing/run-on.ts';
import { waves } from '../../testing/waves.ts';
import { expression } from '../expression.ts';

const [a, b, c] = [waves([4, 3], 1), waves([4, 3], 2), waves([4, 3], 3)];

/** The value in float64, after gradients and both backends were checked. */
const matrixOf = async (formula: string) => {
  const inputs = Object.fromEntries(
    Object.entries({ a, b, c }).filter(([name]) => new RegExp(`\\b${name}\\b`).test(formula)),
  );
  const typed = { params: { formula, gives: 'matrix' }, inputs };
  return (await checkGradients(expression, typed)).outputs.output!;
};

beforeAll(() => useBackend('cpu'));

test.each([
  ['exp(log(abs(a)))', 'abs(a)'],
  ['log1p(exp(a))', 'softplus(a)'],
  ['sqrt(a^2)', 'abs(a)'],
  ['1 / (1 + exp(-a))', 'sigmoid(a)'],
  ['2 * sigmoid(2 * a) - 1', 'tanh(a)'],
  ['a^3', 'a * a * a'],
  ['abs(a)^2.5', 'exp(2.5 * log(abs(a)))'],
  ['a^-2', '1 / (a * a)'],
  ['abs(a)^0.5', 'sqrt(abs(a))'],
  ['2^a', 'exp(a * log(2))'],
  ['abs(a)^b', 'exp(b * log(abs(a)))'],
  ['-a^2', '-(a * a)'],
  ['relu(a)', 'max(a, 0)'],
  ['relu(a)', 'a * (a > 0)'],
  ['min(a, b)', '-max(-a, -b)'],
  ['clip(a, -0.5, 0.5)', 'max(min(a, 0.5), -0.5)'],
  ['a < b', 'b > a'],
  ['softmax(a)', 'exp(logSoftmax(a))'],
  ['logSoftmax(a)', 'a - logSumExp(a)'],
  ['logSumExp(a)', 'log(sum(exp(a), features))'],
  ['norm(a)', 'sqrt(dot(a, a))'],
  ['normalize(a)', 'a / norm(a)'],
  ['cosine(a, b)', 'dot(normalize(a), normalize(b))'],
  ['std(a)', 'sqrt(var(a))'],
  ['var(a)', 'sum((a - mean(a, batch))^2, batch) / (rows(a) - 1)'],
  ['mean(a, batch)', 'sum(a, batch) / 4'],
  ['mean(a, features)', 'sum(a, features) / columns(a)'],
  ['max(a, features)', '-min(-a, features)'],
  ['dot(a, b)', 'diag(matmul(a, transpose(b)))'],
  ['offdiag(matmul(a, transpose(a)))', 'm = matmul(a, transpose(a)); m * (1 - eye(4))'],
  ['roll(a, 1)', 'matmul(roll(eye(4), 1), a)'],
  ['roll(a, -1)', 'roll(a, 3)'],
  ['roll(roll(a, 3), 5)', 'a + 0'],
  ['transpose(transpose(a))', 'a + 0'],
  ['a * 2', 'a + a'],
  ['square(a)', 'a^2'],
  ['equal(a, a)', '1 + 0 * a'],
  ['(e^a) * pi', 'exp(a) * 3.141592653589793'],
  ['max(2, 3) * a', '3 * a'],
  ['sqrt(4) * a + log(e) - 2^0', '2 * a'],
])('%s is %s', async (left, right) => {
  const [x, y] = [await matrixOf(left), await matrixOf(right)];
  expect(x.shape).toEqual(y.shape);
  x.data.forEach((value, i) => expect(value).toBeCloseTo(y.data[i]!, 9));
});

test('roll moves rows down, the last ones to the top', async () => {
  const { data } = await matrixOf('roll(a, 1)');
  expect([...data.slice(0, 3)]).toEqual([...a.data.slice(9)]);
  expect([...data.slice(3, 6)]).toEqual([...a.data.slice(0, 3)]);
});

test('concat joins rows, or features where told', async () => {
  expect((await matrixOf('concat(a, b, c)')).shape).toEqual([12, 3]);
  const { shape, data } = await matrixOf('concat(a, b, features)');
  expect(shape).toEqual([4, 6]);
  expect([...data.slice(0, 6)]).toEqual([...a.data.slice(0, 3), ...b.data.slice(0, 3)]);
});

test.each(['norm(a)', 'std(a)', 'cosine(a, a)'])('%s is 0 at 0, and so is its gradient', async (formula) => {
  const zero = floats([2, 2], [0, 0, 0, 0]);
  const compiled = compileFixture(expression, { formula: `sum(${formula})` }, { a: zero });
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message);
  const { block, outputs, gradients } = compiled.value;
  for (const backend of BACKENDS) {
    await useBackend(backend);
    const values = await runOn(backend, block, { a: zero }, [outputs.output!, gradients.a!]);
    expect(values[outputs.output!]!.data[0]).toBeCloseTo(0, 9);
    expect([...values[gradients.a!]!.data].map((g) => g + 0)).toEqual([0, 0, 0, 0]);
  }
  await useBackend('cpu');
});

test('softplus does not overflow', async () => {
  const inputs = { a: floats([1, 2], [200, -200]) };
  const out = await runNode(expression, { params: { formula: 'softplus(a)', gives: 'matrix' }, inputs });
  expect([...out.output!.data]).toEqual([200, 0]);
});

test('the mean over positions averages tokens', async () => {
  const inputs = { a: floats([1, 2, 2], [1, 2, 3, 4]) };
  const typed = { params: { formula: 'mean(a, positions)', gives: 'matrix' }, inputs };
  const { outputs } = await checkGradients(expression, typed);
  expect(outputs.output!.shape).toEqual([1, 1, 2]);
  expect([...outputs.output!.data]).toEqual([2, 3]);
});

test('labels are a column: the mask of equal labels can be typed', async () => {
  const labels = { shape: [3], dtype: 'int32', data: Int32Array.of(5, 7, 5) } as const;
  const typed = { params: { formula: 'equal(a, transpose(a))', gives: 'matrix' }, inputs: { a: labels } };
  const out = await runNode(expression, typed);
  expect([...out.output!.data]).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1]);
});

test('losses can be combined', async () => {
  const inputs = { a: floats([], [2]), b: floats([], [3]) };
  const { outputs } = await checkGradients(expression, { params: { formula: 'a + 0.5 * b' }, inputs });
  expect(outputs.output!.data[0]).toBe(3.5);
});
