import { beforeAll, describe, expect, test } from 'vitest';
import { differences, evaluateOn, lossOf, oneView, problemOf, viewSet } from '../testing/evaluate-on.ts';
import { column, dot, mean, rows, rowsOf } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { barlowTwins } from './barlow-twins.ts';

const [B, D] = [5, 4];
const standardise = (values: number[]): number[] => {
  const centred = values.map((x) => x - mean(values));
  return centred.map((x) => x / Math.sqrt(mean(centred.map((y) => y * y)) + 1e-5));
};

/** Equations 1 and 2, entry by entry, in float64. */
function reference(a: number[][], b: number[][], lambda: number): number {
  let loss = 0;
  for (let i = 0; i < D; i++) {
    for (let j = 0; j < D; j++) {
      const correlation = dot(standardise(column(a, i)), standardise(column(b, j))) / B;
      loss += i === j ? (1 - correlation) ** 2 : lambda * correlation ** 2;
    }
  }
  return loss;
}

const [first, second, third] = [rows(1), rows(2), rows(3)];

beforeAll(() => useBackend('cpu'));

test('is equation 1 on one wire of two views, with its gradient', async () => {
  const a = viewSet(first, second);
  const f = (data: readonly number[]) =>
    reference(rowsOf(data, D).slice(0, B), rowsOf(data, D).slice(B), 0.1);
  const { outputs, grads } = await evaluateOn(barlowTwins, { params: { lambda: 0.1 }, inputs: { a } });
  expect(outputs['loss']!.data[0]).toBeCloseTo(f(a.data), 4);
  differences(f, a).forEach((slope, i) => expect(grads['a']!.data[i]).toBeCloseTo(slope, 3));
});

test('takes the mean over all pairs of three views', async () => {
  const inputs = { a: viewSet(first, second), b: oneView(third) };
  const pairs = [
    [first, second],
    [first, third],
    [second, third],
  ] as const;
  const expected = mean(pairs.map(([x, y]) => reference(x, y, 0.0051)));
  expect(await lossOf(barlowTwins, { inputs })).toBeCloseTo(expected, 4);
});

test('the agreement weighs the diagonal alone', async () => {
  const inputs = { a: oneView(first), b: oneView(second) };
  const [agreement, redundancy, both] = await Promise.all(
    [
      { agreement: 1, lambda: 0 },
      { agreement: 0, lambda: 0.1 },
      { agreement: 3, lambda: 0.1 },
    ].map((params) => lossOf(barlowTwins, { params, inputs })),
  );
  expect(both).toBeCloseTo(3 * agreement! + redundancy!, 4);
  expect(agreement! + redundancy!).toBeCloseTo(reference(first, second, 0.1), 4);
});

test('pitfall: standardises over the batch, so neither shift nor scale of a feature counts', async () => {
  const moved = first.map((row) => row.map((x, j) => (x + j) * 10 ** (j + 1)));
  const [plain, other] = await Promise.all(
    [first, moved].map((view) => lossOf(barlowTwins, { inputs: { a: oneView(view), b: oneView(second) } })),
  );
  expect(other! / plain!).toBeCloseTo(1, 3);
});

test('pitfall: the biased variance lets the diagonal reach 1', async () => {
  const inputs = { a: oneView(first), b: oneView(first) };
  expect(await lossOf(barlowTwins, { params: { lambda: 0 }, inputs })).toBeCloseTo(0, 6);
});

test('pitfall: the scale multiplies the whole loss', async () => {
  const inputs = { a: oneView(first), b: oneView(second) };
  const [plain, scaled] = [
    await lossOf(barlowTwins, { inputs }),
    await lossOf(barlowTwins, { params: { scale: 0.1 }, inputs }),
  ];
  expect(scaled).toBeCloseTo(plain / 10, 5);
});

describe('refuses', () => {
  test('a single view', () => {
    expect(problemOf(barlowTwins, { inputs: { a: oneView(first) } })?.code).toBe('SHAPE_VIEWS');
  });
  test('a batch of one', () => {
    const one = oneView(rows(1, 1));
    expect(problemOf(barlowTwins, { inputs: { a: one, b: one } })?.code).toBe('SHAPE_BATCH_OF_ONE');
  });
});
