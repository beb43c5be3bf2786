import { beforeAll, expect, test } from 'vitest';
import { runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { prototypes } from './prototypes.ts';

const embedding = floats([4, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
const weight = (params: Record<string, unknown>) =>
  traceNode(prototypes, { params, inputs: { embedding } }).declarations.weights.get('node.prototypes');

beforeAll(() => useBackend('cpu'));

test('scores each embedding by its products with the rows, and hands the rows out', async () => {
  const rows = floats([3, 2], [1, 0, 0, 1, 1, -1]);
  const out = await runNode(prototypes, {
    params: { count: 3 },
    inputs: { embedding },
    views: 2,
    numbers: { prototypes: rows },
  });
  expect([...out.logits!.data]).toEqual([1, 2, -1, 3, 4, -1, 5, 6, -1, 7, 8, -1]);
  expect(out.prototypes).toMatchObject({ shape: [3, 2] });
  expect([...out.prototypes!.data]).toEqual([...rows.data]);
});

test('keeps the views of scores, not of the rows', () => {
  const { signals } = traceNode(prototypes, { params: { count: 3 }, inputs: { embedding }, views: 2 });
  expect([signals.logits!.views, signals.prototypes!.views]).toEqual([2, 1]);
});

test('has rows of length 1 unless told otherwise, and may hold them at first', () => {
  expect(weight({})).toMatchObject({
    unitRows: true,
    initializer: { kind: 'uniform', limit: 1 / Math.sqrt(2) },
  });
  expect(weight({})).not.toHaveProperty('frozenSteps');
  expect(weight({ normalize: false })).not.toHaveProperty('unitRows');
  expect(weight({ freezeSteps: 5 })).toMatchObject({ frozenSteps: 5 });
});
