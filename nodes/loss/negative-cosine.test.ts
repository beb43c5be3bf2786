import { beforeAll, expect, test } from 'vitest';
import { evaluateOn, lossOf, oneView, viewSet } from '../testing/evaluate-on.ts';
import { dot, mean, rows, unit } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { negativeCosine } from './negative-cosine.ts';

const [p1, p2, z1, z2] = [rows(1), rows(2), rows(3), rows(4)];
const D = (p: number[][], z: number[][]) => -mean(p.map((row, i) => dot(unit(row), unit(z[i]!))));

beforeAll(() => useBackend('cpu'));

test('is ½D(p₁, z₂) + ½D(p₂, z₁) for two views', async () => {
  const loss = await lossOf(negativeCosine, {
    inputs: { prediction: viewSet(p1, p2), target: viewSet(z1, z2) },
  });
  expect(loss).toBeCloseTo(0.5 * D(p1, z2) + 0.5 * D(p2, z1), 5);
});

test('does not depend on lengths', async () => {
  const long = oneView(p1.map((row) => row.map((x) => 1000 * x)));
  const inputs = { prediction: long, target: oneView(z1) };
  expect(await lossOf(negativeCosine, { inputs })).toBeCloseTo(D(p1, z1), 5);
});

test('pitfall: it stops no gradient, so SimSiam without its stop-gradient can be drawn', async () => {
  const inputs = { prediction: oneView(p1), target: oneView(z1) };
  const { grads } = await evaluateOn(negativeCosine, { inputs });
  const swapped = await evaluateOn(negativeCosine, {
    inputs: { prediction: inputs.target, target: inputs.prediction },
  });
  expect(Math.max(...grads['target']!.data.map(Math.abs))).toBeGreaterThan(0.01);
  expect(grads['target']!.data).toEqual(swapped.grads['prediction']!.data);
});

test('a vector of zeros has similarity 0 and a finite gradient', async () => {
  const zeros = oneView(p1.map((row) => row.map(() => 0)));
  const { outputs, grads } = await evaluateOn(negativeCosine, {
    inputs: { prediction: zeros, target: oneView(z1) },
  });
  expect(outputs['loss']!.data[0]).toBeCloseTo(0, 12);
  expect(grads['prediction']!.data.every(Number.isFinite)).toBe(true);
});
