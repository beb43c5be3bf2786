import { expect, test } from 'vitest';
import { checkGradients } from '../testing/check-gradients.ts';
import { floats } from '../testing/run-on.ts';
import { logSoftmax } from './log-softmax.ts';
import { softmax } from './softmax.ts';

const scores = [
  [1, 2, 3],
  [-1, 0, 0.5],
];
const input = floats([2, 3], scores.flat());

/** The definition in float64. */
const probabilities = (temperature: number): number[] =>
  scores.flatMap((row) => {
    const exponentials = row.map((x) => Math.exp(x / temperature));
    const total = exponentials.reduce((a, b) => a + b);
    return exponentials.map((e) => e / total);
  });

test.each([1, 0.1, 2])('softmax and log-softmax at τ = %s are their definitions', async (temperature) => {
  const given = { params: { temperature }, inputs: { input } };
  const p = (await checkGradients(softmax, given)).outputs.output!.data;
  const logP = (await checkGradients(logSoftmax, given)).outputs.output!.data;
  probabilities(temperature).forEach((expected, i) => {
    expect(p[i]).toBeCloseTo(expected, 10);
    expect(logP[i]).toBeCloseTo(Math.log(expected), 10);
  });
});

test('softmax gives a distribution', () => {
  expect(softmax.ports({ temperature: 1 }).outputs[0]!.kind).toBe('distribution');
});

test('a temperature of zero is refused', () => {
  expect(softmax.params.safeParse({ temperature: 0 }).success).toBe(false);
});
