import { beforeAll, expect, test } from 'vitest';
import { relativeError } from '../../src/runtime/fixtures/relative-error.ts';
import { refusalOf, runNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { batchNorm } from './batch-norm.ts';

const x = floats([6, 2], [1, -1, 2, 0, 3, 4, 10, 0, 20, 5, 60, 1]);
const given = {
  scale: floats([2], [1.5, 0.5]),
  offset: floats([2], [0.1, -0.2]),
};
const states = { runningMean: floats([2], [0.5, -0.5]), runningVariance: floats([2], [2, 3]) };
const run = (input: typeof x, views: number, numbers = states) =>
  runNode(batchNorm, { inputs: { x: input, ...given }, views, numbers });

beforeAll(() => useBackend('cpu'));

test('several views are as one call after another', async () => {
  const [upper, lower] = [x.data.slice(0, 6), x.data.slice(6)].map((part) => floats([3, 2], part));
  const first = await run(upper!, 1);
  const second = await run(lower!, 1, {
    runningMean: first.runningMean!,
    runningVariance: first.runningVariance!,
  });
  const both = await run(x, 2);
  expect(relativeError(both.y!, floats([6, 2], [...first.y!.data, ...second.y!.data]))).toBeLessThan(1e-5);
  expect(relativeError(both.runningMean!, second.runningMean!)).toBeLessThan(1e-6);
  expect(relativeError(both.runningVariance!, second.runningVariance!)).toBeLessThan(1e-6);
});

test('in evaluation the running statistics serve and stay', async () => {
  const out = await runNode(batchNorm, { inputs: { x, ...given }, numbers: states, mode: 'evaluate' });
  expect(Object.keys(out)).toEqual(['y']);
  expect(out.y!.data[0]).toBeCloseTo(((1 - 0.5) / Math.sqrt(2 + 1e-5)) * 1.5 + 0.1, 5);
  expect(out.y!.data[1]).toBeCloseTo(((-1 + 0.5) / Math.sqrt(3 + 1e-5)) * 0.5 - 0.2, 5);
});

test('one number per channel has no variance and is refused', () => {
  const single = floats([1, 2], [1, 2]);
  expect(refusalOf(batchNorm, { inputs: { x: single, ...given } })?.code).toBe('SHAPE_BATCH_OF_ONE');
});
