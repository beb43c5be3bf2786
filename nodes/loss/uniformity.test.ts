import { beforeAll, expect, test } from 'vitest';
import { differences, evaluateOn, oneView, problemOf, viewSet } from '../testing/evaluate-on.ts';
import { dot, mean, rows, rowsOf, unit } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { uniformityLoss } from './uniformity.ts';

const reference = (view: number[][], t: number) => {
  const x = view.map(unit);
  return Math.log(
    mean(x.flatMap((a, i) => x.flatMap((b, j) => (i === j ? [] : [Math.exp(-t * (2 - 2 * dot(a, b)))])))),
  );
};

beforeAll(() => useBackend('cpu'));

test('takes each view by itself, with its gradient', async () => {
  const embedding = viewSet(rows(1), rows(2));
  const f = (data: readonly number[]) => {
    const all = rowsOf(data, 4);
    return (reference(all.slice(0, 5), 3) + reference(all.slice(5), 3)) / 2;
  };
  const { outputs, grads } = await evaluateOn(uniformityLoss, { params: { t: 3 }, inputs: { embedding } });
  expect(outputs['loss']!.data[0]).toBeCloseTo(f(embedding.data), 5);
  differences(f, embedding).forEach((slope, i) => expect(grads['embedding']!.data[i]).toBeCloseTo(slope, 4));
});

test('pitfall: at exactly equal embeddings the gradient vanishes', async () => {
  const embedding = oneView(rows(1).map(() => [1, 2, 3, 4]));
  const { grads } = await evaluateOn(uniformityLoss, { inputs: { embedding } });
  expect(Math.max(...grads['embedding']!.data.map(Math.abs))).toBeLessThan(1e-6);
});

test('refuses a batch of one', () => {
  expect(problemOf(uniformityLoss, { inputs: { embedding: oneView(rows(1, 1)) } })?.code).toBe(
    'SHAPE_BATCH_OF_ONE',
  );
});
