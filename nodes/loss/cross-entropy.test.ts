import { beforeAll, describe, expect, test } from 'vitest';
import {
  differences,
  evaluateOn,
  integers,
  lossOf,
  oneView,
  problemOf,
  viewSet,
} from '../testing/evaluate-on.ts';
import { mean, rows, rowsOf, softmax, sum } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { crossEntropy } from './cross-entropy.ts';

const K = 4;
const logits = rows(1);
const labels = [2, 0, 1, 3, 3];

/** torch.nn.functional.cross_entropy with label smoothing, over the rows that have a label, in float64. */
function reference(s: number[][], y: readonly number[], epsilon = 0, temperature = 1): number {
  const losses = s.map((row, i) => {
    const logP = softmax(row, temperature).map(Math.log);
    return -((1 - epsilon) * (logP[y[i]!] ?? 0) + (epsilon / K) * sum(logP));
  });
  return mean(losses.filter((_, i) => y[i]! >= 0 && y[i]! < K));
}

beforeAll(() => useBackend('cpu'));

test('smooths labels and divides by the temperature, with its gradient', async () => {
  const inputs = { logits: oneView(logits), labels: integers(...labels) };
  const params = { labelSmoothing: 0.2, temperature: 0.5 };
  const { outputs, grads } = await evaluateOn(crossEntropy, { params, inputs });
  const f = (data: readonly number[]) => reference(rowsOf(data, K), labels, 0.2, 0.5);
  expect(outputs['loss']!.data[0]).toBeCloseTo(f(inputs.logits.data), 5);
  differences(f, inputs.logits).forEach((slope, i) => expect(grads['logits']!.data[i]).toBeCloseTo(slope, 5));
});

test('all views share the labels', async () => {
  const other = rows(2);
  const inputs = { logits: viewSet(logits, other), labels: integers(...labels) };
  expect(await lossOf(crossEntropy, { inputs })).toBeCloseTo(
    (reference(logits, labels) + reference(other, labels)) / 2,
    5,
  );
});

describe('rows without a label', () => {
  const some = [2, -1, 1, -1, 3];
  test('pitfall: do not count, not even in the mean', async () => {
    const inputs = { logits: oneView(logits), labels: integers(...some) };
    const { outputs, grads } = await evaluateOn(crossEntropy, { params: { labelSmoothing: 0.2 }, inputs });
    expect(outputs['loss']!.data[0]).toBeCloseTo(reference(logits, some, 0.2), 5);
    expect(grads['logits']!.data.slice(K, 2 * K).every((slope) => slope === 0)).toBe(true);
  });
  test('all of them: the loss is 0 and finite', async () => {
    const inputs = { logits: oneView(logits), labels: integers(-1, -1, -1, -1, -1) };
    expect(await lossOf(crossEntropy, { inputs })).toBeCloseTo(0, 12);
  });
});

test('pitfall: a softmax before it bounds the loss away from 0', async () => {
  const sure = labels.map((label) => Array.from({ length: K }, (_, k) => (k === label ? 1 : 0)));
  const inputs = { logits: oneView(sure), labels: integers(...labels) };
  expect(await lossOf(crossEntropy, { inputs })).toBeCloseTo(Math.log(Math.E + 3) - 1, 5);
  expect(crossEntropy.ports({}).inputs[0]!.kinds).toEqual(['logits']);
});

test('refuses labels that do not go into the rows', () => {
  const inputs = { logits: oneView(logits), labels: integers(0, 1) };
  expect(problemOf(crossEntropy, { inputs })?.code).toBe('SHAPE_MISMATCH');
});
