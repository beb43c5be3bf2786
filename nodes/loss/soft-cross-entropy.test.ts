import { beforeAll, expect, test } from 'vitest';
import { differences, evaluateOn, lossOf, oneView } from '../testing/evaluate-on.ts';
import { mean, rows, rowsOf, softmax, sum } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { softCrossEntropy } from './soft-cross-entropy.ts';

const targets = rows(1).map((row) => softmax(row));
const logits = rows(2);
const inputs = { targets: oneView(targets), logits: oneView(logits) };
const crossEntropy = (t: number[][], s: number[][], temperature: number) =>
  mean(t.map((row, i) => -sum(softmax(s[i]!, temperature).map((p, k) => row[k]! * Math.log(p)))));

beforeAll(() => useBackend('cpu'));

test('gradient to logits and targets is the limit of differences', async () => {
  const { grads } = await evaluateOn(softCrossEntropy, { params: { temperature: 0.5 }, inputs });
  const atLogits = differences((data) => crossEntropy(targets, rowsOf(data, 4), 0.5), inputs.logits);
  const atTargets = differences((data) => crossEntropy(rowsOf(data, 4), logits, 0.5), inputs.targets);
  atLogits.forEach((slope, i) => expect(grads['logits']!.data[i]).toBeCloseTo(slope, 5));
  atTargets.forEach((slope, i) => expect(grads['targets']!.data[i]).toBeCloseTo(slope, 5));
});

test('pitfall: its least value is the entropy of the targets', async () => {
  const own = oneView(targets.map((row) => row.map(Math.log)));
  const entropy = mean(targets.map((row) => -sum(row.map((p) => p * Math.log(p)))));
  expect(await lossOf(softCrossEntropy, { inputs: { ...inputs, logits: own } })).toBeCloseTo(entropy, 5);
  expect(await lossOf(softCrossEntropy, { inputs })).toBeGreaterThan(entropy);
});
