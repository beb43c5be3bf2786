import { beforeAll, describe, expect, test } from 'vitest';
import { differences, evaluateOn, lossOf, oneView, problemOf, viewSet } from '../testing/evaluate-on.ts';
import { dot, logSumExp, mean, rows, rowsOf, unit } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { decoupledContrastive } from './decoupled-contrastive.ts';

const B = 5;
const [first, second, third] = [rows(1), rows(2), rows(3)];
const params = { temperature: 0.3 };

/** The loss of one pair of views, row by row, in float64. */
function reference(a: number[][], b: number[][]): number {
  const z = [...a, ...b].map(unit);
  return mean(
    z.map((row, i) => {
      const positive = (i + B) % (2 * B);
      const negatives = z.filter((_, k) => k !== i && k !== positive);
      return logSumExp(negatives.map((other) => dot(row, other) / 0.3)) - dot(row, z[positive]!) / 0.3;
    }),
  );
}

beforeAll(() => useBackend('cpu'));

test('leaves itself and the positive out of the denominator', async () => {
  const loss = await lossOf(decoupledContrastive, {
    params,
    inputs: { a: oneView(first), b: oneView(second) },
  });
  expect(loss).toBeCloseTo(reference(first, second), 5);
});

test('takes the mean over all pairs of three views on one wire, with its gradient', async () => {
  const a = viewSet(first, second, third);
  const total = (data: readonly number[]) => {
    const [x, y, z] = [0, 1, 2].map((view) => rowsOf(data, 4).slice(view * B, (view + 1) * B));
    return (reference(x!, y!) + reference(x!, z!) + reference(y!, z!)) / 3;
  };
  const { outputs, grads } = await evaluateOn(decoupledContrastive, { params, inputs: { a } });
  expect(outputs['loss']!.data[0]).toBeCloseTo(total(a.data), 5);
  differences(total, a).forEach((slope, i) => expect(grads['a']!.data[i]).toBeCloseTo(slope, 4));
});

test('pitfall: well separated embeddings make it negative', async () => {
  const corners = [
    [1, 0],
    [-1, 0],
  ];
  const loss = await lossOf(decoupledContrastive, { inputs: { a: oneView(corners), b: oneView(corners) } });
  expect(loss).toBeCloseTo(Math.log(2) - 20, 4);
});

test('stays finite at a temperature of 0.001', async () => {
  const given = { params: { temperature: 0.001 }, inputs: { a: oneView(first), b: oneView(second) } };
  const { outputs, grads } = await evaluateOn(decoupledContrastive, given);
  expect([...outputs['loss']!.data, ...grads['a']!.data].every(Number.isFinite)).toBe(true);
});

describe('refuses', () => {
  test('a single view', () => {
    expect(problemOf(decoupledContrastive, { inputs: { a: oneView(first) } })?.code).toBe('SHAPE_VIEWS');
  });
  test('a batch of one', () => {
    const one = oneView(rows(1, 1));
    expect(problemOf(decoupledContrastive, { inputs: { a: one, b: one } })?.code).toBe('SHAPE_BATCH_OF_ONE');
  });
  test('lanes of different shapes', () => {
    const inputs = { a: oneView(first), b: oneView(rows(2, 5, 3)) };
    expect(problemOf(decoupledContrastive, { inputs })?.code).toBe('SHAPE_MISMATCH');
  });
});
