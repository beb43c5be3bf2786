import { expect, test } from 'vitest';
import { checkGradients } from '../testing/check-gradients.ts';
import { traceNode } from '../testing/run-node.ts';
import { floats } from '../testing/run-on.ts';
import { waves } from '../testing/waves.ts';
import { dropout } from './dropout.ts';
import { gelu } from './gelu.ts';
import { relu } from './relu.ts';

const input = floats([2, 2], [-2, -0.5, 0.5, 3]);

test('ReLU sets what is negative to zero', async () => {
  const { outputs, gradients } = await checkGradients(relu, { inputs: { input } });
  expect([...outputs.output!.data]).toEqual([0, 0, 0.5, 3]);
  expect(gradients.input!.data.slice(0, 2).every((g) => g === 0)).toBe(true);
});

test('GELU is x·Φ(x)', async () => {
  const { outputs } = await checkGradients(gelu, { inputs: { input } });
  // Φ(−2), Φ(−½), Φ(½) and Φ(3) of a table of the normal distribution
  const expected = [-2 * 0.0227501319, -0.5 * 0.3085375387, 0.5 * 0.6914624613, 3 * 0.998650102];
  outputs.output!.data.forEach((y, i) => expect(y).toBeCloseTo(expected[i]!, 8));
});

test('GELU by tanh stays within 5·10⁻⁴ of the exact form, and is not the same', async () => {
  const inputs = { input: waves([6, 4]) };
  const exact = (await checkGradients(gelu, { inputs })).outputs.output!.data;
  const approximate = (await checkGradients(gelu, { params: { form: 'tanh' }, inputs })).outputs.output!.data;
  const worst = Math.max(...exact.map((y, i) => Math.abs(y - approximate[i]!)));
  expect(worst).toBeLessThan(5e-4);
  expect(worst).toBeGreaterThan(1e-6);
});

test('dropout divides what it keeps by the share it keeps', async () => {
  const numbers = { kept: floats([2, 2], [1, 0, 0, 1]) };
  const { outputs, gradients } = await checkGradients(dropout, {
    params: { rate: 0.75 },
    inputs: { input },
    numbers,
  });
  expect([...outputs.output!.data].map((y) => y + 0)).toEqual([-8, 0, 0, 12]);
  expect([...gradients.input!.data].map((g) => g !== 0)).toEqual([true, false, false, true]);
});

test('dropout draws a number of its own for every element, and keeps 1 − p of them', () => {
  const { feeds } = traceNode(dropout, { params: { rate: 0.3 }, inputs: { input } });
  expect(feeds.get('node.kept')).toMatchObject({
    type: { shape: [2, 2] },
    source: { sampler: { kind: 'bernoulli', probability: 0.7 }, stream: 'node.kept' },
  });
});

test('dropout leaves evaluation alone', () => {
  const { signals, feeds } = traceNode(dropout, { inputs: { input }, mode: 'evaluate' });
  expect(signals.output!.tensor.id).toBe('node.input');
  expect([...feeds.keys()]).toEqual(['node.input']);
});
