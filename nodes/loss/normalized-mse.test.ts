import { beforeAll, expect, test } from 'vitest';
import { lossOf, oneView, viewSet } from '../testing/evaluate-on.ts';
import { dot, mean, rows, unit } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { normalizedMse } from './normalized-mse.ts';

const [p1, p2, z1, z2] = [rows(1), rows(2), rows(3), rows(4)];
const distance = (p: number[][], z: number[][]) =>
  mean(p.map((row, i) => 2 - 2 * dot(unit(row), unit(z[i]!))));

beforeAll(() => useBackend('cpu'));

test('pitfall: the mean of both directions is half of what BYOL’s code adds up', async () => {
  const inputs = { prediction: viewSet(p1, p2), target: viewSet(z1, z2) };
  expect(2 * (await lossOf(normalizedMse, { inputs }))).toBeCloseTo(distance(p1, z2) + distance(p2, z1), 5);
});

test('opposite directions are 4 apart, whatever D', async () => {
  const inputs = { prediction: oneView(p1), target: oneView(p1.map((row) => row.map((x) => -3 * x))) };
  expect(await lossOf(normalizedMse, { inputs })).toBeCloseTo(4, 5);
});

test('keeps its digits near the optimum, and never turns negative', async () => {
  // an angle of 1e-4: 2 − 2·cos is 1e-8, below what float32 has left next to 2
  const inputs = { prediction: oneView([[1, 0]]), target: oneView([[1, 1e-4]]) };
  expect((await lossOf(normalizedMse, { inputs })) / 1e-8).toBeCloseTo(1, 3);
});
