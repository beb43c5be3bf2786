import { beforeAll, expect, test } from 'vitest';
import { runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { l2Normalize } from './l2-normalize.ts';

beforeAll(() => useBackend('cpu'));

test('gives length 1 along the last axis, and leaves zero at zero', async () => {
  const input = floats([3, 2], [3, 4, 0, 0, -1e-3, 0]);
  const out = await runNode(l2Normalize, { inputs: { input } });
  [0.6, 0.8, 0, 0, -1, 0].forEach((x, i) => expect(out.output!.data[i]).toBeCloseTo(x, 5));
});

test('keeps shape and views', () => {
  const { signals } = traceNode(l2Normalize, {
    inputs: { input: floats([4, 2], new Array(8).fill(1)) },
    views: 2,
  });
  expect(signals.output).toMatchObject({ views: 2, tensor: { shape: [4, 2] } });
});
