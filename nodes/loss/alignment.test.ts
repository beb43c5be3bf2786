import { beforeAll, describe, expect, test } from 'vitest';
import { differences, evaluateOn, lossOf, oneView, problemOf, viewSet } from '../testing/evaluate-on.ts';
import { mean, rows, rowsOf, sum, unit } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { alignmentLoss } from './alignment.ts';

const [first, second, third] = [rows(1), rows(2), rows(3)];
const reference = (a: number[][], b: number[][], alpha: number) =>
  mean(
    a.map((row, i) => {
      const [x, y] = [unit(row), unit(b[i]!)];
      return Math.sqrt(sum(x.map((one, d) => (one - y[d]!) ** 2))) ** alpha;
    }),
  );

beforeAll(() => useBackend('cpu'));

test.each([1, 2, 3])('is the mean power of the distance for α = %i, with its gradient', async (alpha) => {
  const inputs = { a: oneView(first), b: oneView(second) };
  const f = (data: readonly number[]) => reference(rowsOf(data, 4), second, alpha);
  const { outputs, grads } = await evaluateOn(alignmentLoss, { params: { alpha }, inputs });
  expect(outputs['loss']!.data[0]).toBeCloseTo(f(inputs.a.data), 5);
  differences(f, inputs.a).forEach((slope, i) => expect(grads['a']!.data[i]).toBeCloseTo(slope, 4));
});

test('takes the mean over all pairs of three views', async () => {
  const expected = mean([
    reference(first, second, 2),
    reference(first, third, 2),
    reference(second, third, 2),
  ]);
  expect(await lossOf(alignmentLoss, { inputs: { a: viewSet(first, second, third) } })).toBeCloseTo(
    expected,
    5,
  );
});

test('two equal views have a finite gradient at α = 1, where the distance has none', async () => {
  const inputs = { a: oneView(first), b: oneView(first) };
  const { grads } = await evaluateOn(alignmentLoss, { params: { alpha: 1 }, inputs });
  expect(grads['a']!.data.every((slope) => Math.abs(slope) < 1e-6)).toBe(true);
});

describe('refuses', () => {
  test('a single view', () => {
    expect(problemOf(alignmentLoss, { inputs: { a: oneView(first) } })?.code).toBe('SHAPE_VIEWS');
  });
});
