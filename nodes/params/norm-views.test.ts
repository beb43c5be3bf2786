import { beforeAll, describe, expect, test } from 'vitest';
import { mlp } from '../head/mlp.ts';
import { refusalOf, runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';

// two views of four images, one channel, and a head that does nothing but normalise
const rows = [1, 3, 10, 16, 0, 2, 5, 5.5];
const embedding = floats([8, 1], rows);
const numbers = {
  'layer1.kernel': floats([1, 1], [1]),
  'layer1.runningMean': floats([1], [0]),
  'layer1.runningVariance': floats([1], [1]),
};
const params = (normSplits: number, normViews = 'perView') => ({
  hidden: [],
  outputSize: 1,
  outputNorm: 'batchNoAffine',
  normSplits,
  normViews,
});
const run = (normSplits: number, normViews?: string) =>
  runNode(mlp, { params: params(normSplits, normViews), inputs: { embedding }, views: 2, numbers });

const statistics = (part: readonly number[]) => {
  const mean = part.reduce((sum, x) => sum + x, 0) / part.length;
  const variance = part.reduce((sum, x) => sum + (x - mean) ** 2, 0) / part.length;
  return { mean, variance, unbiased: (variance * part.length) / (part.length - 1) };
};
/** Each row normalised with the others of its part; `parts` name rows. */
function normalised(parts: readonly (readonly number[])[]): number[] {
  const y = new Array<number>(rows.length);
  for (const part of parts) {
    const { mean, variance } = statistics(part.map((row) => rows[row]!));
    for (const row of part) y[row] = (rows[row]! - mean) / Math.sqrt(variance + 1e-5);
  }
  return y;
}
const near = (got: ArrayLike<number>, expected: readonly number[]) => {
  expect(got.length).toBe(expected.length);
  expected.forEach((value, i) => expect(got[i]).toBeCloseTo(value, 4));
};

beforeAll(() => useBackend('cpu'));

describe('batch statistics in parts', () => {
  test('belong to one part of one view', async () => {
    const out = await run(2);
    const parts = [
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
    ];
    near(out.embedding!.data, normalised(parts));
  });

  test('over all views belong to the same part of every view', async () => {
    const out = await run(2, 'allViews');
    const parts = [
      [0, 1, 4, 5],
      [2, 3, 6, 7],
    ];
    near(out.embedding!.data, normalised(parts));
    const [first, second] = parts.map((part) => statistics(part.map((row) => rows[row]!)));
    near(out['layer1.runningMean']!.data, [0.1 * 0.5 * (first!.mean + second!.mean)]);
  });

  test('run on as the average of a view’s parts, view after view', async () => {
    const out = await run(2);
    const [a, b, c, d] = [rows.slice(0, 2), rows.slice(2, 4), rows.slice(4, 6), rows.slice(6)].map(
      statistics,
    );
    const on = (start: number, of: 'mean' | 'unbiased') => {
      const one = 0.9 * start + (0.1 * (a![of] + b![of])) / 2;
      return 0.9 * one + (0.1 * (c![of] + d![of])) / 2;
    };
    near(out['layer1.runningMean']!.data, [on(0, 'mean')]);
    near(out['layer1.runningVariance']!.data, [on(1, 'unbiased')]);
  });

  test('do not let a row see the rows of other parts', async () => {
    const other = floats([8, 1], [1, 3, 100, -7, ...rows.slice(4)]);
    const changed = await runNode(mlp, {
      params: params(2),
      inputs: { embedding: other },
      views: 2,
      numbers,
    });
    const out = await run(2);
    near(changed.embedding!.data.slice(0, 2), [...out.embedding!.data.slice(0, 2)]);
    const whole = await runNode(mlp, { params: params(1), inputs: { embedding: other }, views: 2, numbers });
    expect(whole.embedding!.data[0]).not.toBeCloseTo((await run(1)).embedding!.data[0]!, 2);
  });

  test('need a batch that can be divided', () => {
    const given = { params: params(3), inputs: { embedding }, views: 2 };
    expect(refusalOf(mlp, given)).toMatchObject({ code: 'SHAPE_MISMATCH', at: { param: 'normSplits' } });
    expect(traceNode(mlp, given).signals.embedding!.tensor.shape).toEqual([8, 1]);
    expect(refusalOf(mlp, { ...given, views: 1, mode: 'evaluate' })).toBeNull();
  });

  test('need two rows each', () => {
    expect(refusalOf(mlp, { params: params(4), inputs: { embedding }, views: 2 })).toMatchObject({
      code: 'SHAPE_MISMATCH',
      at: { param: 'normSplits' },
    });
    expect(refusalOf(mlp, { params: params(2), inputs: { embedding }, views: 2 })).toBeNull();
  });
});
