import { beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, runNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { ntXent } from './nt-xent.ts';

const B = 5;
const D = 4;
const rows = (seed: number): number[][] =>
  Array.from({ length: B }, (_, i) =>
    Array.from({ length: D }, (_, j) => Math.sin(seed * 7 + i * 3 + j * j + i * j)),
  );
const wire = (...views: number[][][]) => floats([views.length * B, D], views.flat(2));

/** Equation 1 of the paper, word for word, in float64. */
function reference(a: number[][], b: number[][], temperature: number): number {
  const z = [...a, ...b].map((row) => row.map((x) => x / Math.hypot(...row)));
  const sim = (i: number, k: number) => z[i]!.reduce((sum, x, d) => sum + x * z[k]![d]!, 0);
  let total = 0;
  for (let i = 0; i < 2 * B; i++) {
    let denominator = 0;
    for (let k = 0; k < 2 * B; k++) if (k !== i) denominator += Math.exp(sim(i, k) / temperature);
    total -= Math.log(Math.exp(sim(i, (i + B) % (2 * B)) / temperature) / denominator);
  }
  return total / (2 * B);
}

const [first, second, third] = [rows(1), rows(2), rows(3)];
const params = { temperature: 0.3 };
const lossOf = async (given: Parameters<typeof runNode>[1]) => (await runNode(ntXent, given)).loss!.data[0]!;

beforeAll(() => useBackend('cpu'));

test('is equation 1 for two wires of one view', async () => {
  const loss = await lossOf({ params, inputs: { a: wire(first), b: wire(second) } });
  expect(loss).toBeCloseTo(reference(first, second, 0.3), 5);
});

test('is the same for one wire of two views', async () => {
  const loss = await lossOf({ params, inputs: { a: wire(first, second) }, views: 2 });
  expect(loss).toBeCloseTo(reference(first, second, 0.3), 5);
});

test('takes the mean over all pairs of more views', async () => {
  const loss = await lossOf({ params, inputs: { a: wire(first, second, third) }, views: 3 });
  const pairs = [
    [first, second],
    [first, third],
    [second, third],
  ] as const;
  const mean = pairs.reduce((sum, [x, y]) => sum + reference(x, y, 0.3), 0) / 3;
  expect(loss).toBeCloseTo(mean, 5);
});

test('is ln(2B − 1) for a constant embedding', async () => {
  const constant = Array.from({ length: B }, () => [1, 2, 3, 4]);
  const loss = await lossOf({ params, inputs: { a: wire(constant), b: wire(constant) } });
  expect(loss).toBeCloseTo(Math.log(2 * B - 1), 5);
});

test('pitfall: both views of every other image are negatives, so moving either changes a row’s loss', async () => {
  const [a, b] = [first.slice(0, 2), second.slice(0, 2)];
  const base = await lossOf({ params, inputs: { a: floats([2, D], a.flat()), b: floats([2, D], b.flat()) } });
  // two images: the rows of the first see z₁ and z₃, the two views of the second
  const z = [...a, ...b].map((row) => row.map((x) => x / Math.hypot(...row)));
  const e = (i: number, k: number) => Math.exp(z[i]!.reduce((sum, x, d) => sum + x * z[k]![d]!, 0) / 0.3);
  const row = (i: number, positive: number, negatives: number[]) =>
    -Math.log(e(i, positive) / (e(i, positive) + negatives.reduce((sum, k) => sum + e(i, k), 0)));
  const expected = row(0, 2, [1, 3]) + row(1, 3, [0, 2]) + row(2, 0, [1, 3]) + row(3, 1, [0, 2]);
  expect(base).toBeCloseTo(expected / 4, 5);
});

test('pitfall: directions are averaged, so the sum of the official code is twice this', async () => {
  const z = [...first, ...second].map((r) => r.map((x) => x / Math.hypot(...r)));
  const e = (i: number, k: number) => Math.exp(z[i]!.reduce((sum, x, d) => sum + x * z[k]![d]!, 0) / 0.3);
  const direction = (from: number, to: number) => {
    let total = 0;
    for (let i = 0; i < B; i++) {
      let denominator = 0;
      for (let k = 0; k < 2 * B; k++) if (k !== from + i) denominator += e(from + i, k);
      total -= Math.log(e(from + i, to + i) / denominator);
    }
    return total / B;
  };
  const loss = await lossOf({ params, inputs: { a: wire(first), b: wire(second) } });
  expect(2 * loss).toBeCloseTo(direction(0, B) + direction(B, 0), 4);
});

test('stays finite at a temperature of 0.001', async () => {
  const loss = await lossOf({ params: { temperature: 0.001 }, inputs: { a: wire(first), b: wire(second) } });
  expect(Number.isFinite(loss)).toBe(true);
  expect(loss).toBeGreaterThan(0);
});

describe('refuses', () => {
  test('a single view', () => {
    expect(refusalOf(ntXent, { inputs: { a: wire(first) } })?.code).toBe('SHAPE_VIEWS');
  });
  test('a batch of one', () => {
    const one = floats([1, D], [1, 2, 3, 4]);
    expect(refusalOf(ntXent, { inputs: { a: one, b: one } })?.code).toBe('SHAPE_BATCH_OF_ONE');
  });
  test('a temperature of zero', () => {
    expect(ntXent.params.safeParse({ temperature: 0 }).success).toBe(false);
  });
});
