import { beforeAll, expect, test } from 'vitest';
import { runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { linearHead } from './linear.ts';

const embedding = floats([2, 2], [1, 2, 3, 4]);
const portOf = (gives: 'logits' | 'embedding') =>
  linearHead.ports(linearHead.params.parse({ gives })).outputs.map(({ name, kind }) => [name, kind]);

beforeAll(() => useBackend('cpu'));

test.each(['logits', 'embedding'] as const)('gives %s: W·h + b', async (gives) => {
  const out = await runNode(linearHead, {
    params: { outputSize: 2, gives },
    inputs: { embedding },
    numbers: { 'layer.kernel': floats([2, 2], [1, 0, 10, -1]), 'layer.bias': floats([2], [0.5, 0]) },
  });
  expect([...out[gives]!.data]).toEqual([21.5, -2, 43.5, -4]);
  expect(portOf(gives)).toEqual([[gives, gives]]);
});

test('begins as PyTorch’s layer, or small and without bias', () => {
  const begins = (params: Record<string, unknown>) =>
    [...traceNode(linearHead, { params, inputs: { embedding } }).declarations.weights.values()].map(
      ({ initializer }) => initializer,
    );
  const uniform = { kind: 'uniform', limit: 1 / Math.sqrt(2) };
  expect(begins({})).toEqual([uniform, uniform]);
  expect(begins({ initialStd: 0.01 })).toEqual([
    { kind: 'normal', std: 0.01 },
    { kind: 'constant', value: 0 },
  ]);
  expect(begins({ bias: false })).toEqual([uniform]);
});
