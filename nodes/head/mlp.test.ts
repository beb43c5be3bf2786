import { beforeAll, expect, test } from 'vitest';
import { runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { mlp } from './mlp.ts';

const embedding = floats([4, 3], [1, 2, 3, -1, 0, 1, 4, -2, 0.5, 0, 0, 1]);
const weightsOf = (params: Record<string, unknown>) =>
  [...traceNode(mlp, { params, inputs: { embedding }, views: 2 }).declarations.weights.values()].map(
    ({ name, shape }) => `${name} ${shape.join('×')}`,
  );

beforeAll(() => useBackend('cpu'));

test('has a kernel and a bias for each layer', () => {
  expect(weightsOf({ hidden: [8, 5], outputSize: 2 })).toEqual([
    'layer1.kernel 3×8',
    'layer1.bias 8',
    'layer2.kernel 8×5',
    'layer2.bias 5',
    'layer3.kernel 5×2',
    'layer3.bias 2',
  ]);
});

test('without hidden layers is linear', async () => {
  const out = await runNode(mlp, {
    params: { hidden: [], outputSize: 1 },
    inputs: { embedding },
    numbers: { 'layer1.kernel': floats([3, 1], [1, 10, 100]), 'layer1.bias': floats([1], [-1]) },
  });
  expect([...out.embedding!.data]).toEqual([320, 98, 33, 99]);
});

test('puts ReLU after hidden layers and not after the last', async () => {
  const out = await runNode(mlp, {
    params: { hidden: [1], outputSize: 1, bias: false },
    inputs: { embedding },
    numbers: { 'layer1.kernel': floats([3, 1], [1, 0, 0]), 'layer2.kernel': floats([1, 1], [-2]) },
  });
  expect([...out.embedding!.data].map((x) => x + 0)).toEqual([-2, 0, -8, 0]);
});

test('drops biases before norms, and gain and offset on request', () => {
  expect(weightsOf({ hidden: [8], outputSize: 2, norm: 'batch', outputNorm: 'batchNoAffine' })).toEqual([
    'layer1.kernel 3×8',
    'layer1.scale 8',
    'layer1.offset 8',
    'layer2.kernel 8×2',
  ]);
});

test('pitfall: kernels begin as wide as their inputs ask for, not with one small deviation for all', () => {
  const params = { hidden: [64], outputSize: 2, norm: 'batch', outputNorm: 'batchNoAffine' };
  const { declarations } = traceNode(mlp, { params, inputs: { embedding } });
  const initial = (name: string) => declarations.weights.get(`node.${name}.kernel`)!.initializer;
  expect(initial('layer1')).toEqual({ kind: 'uniform', limit: 1 / Math.sqrt(3) });
  expect(initial('layer2')).toEqual({ kind: 'uniform', limit: 1 / 8 });
});

test('keeps the views', () => {
  expect(traceNode(mlp, { inputs: { embedding }, views: 2 }).signals.embedding).toMatchObject({
    views: 2,
    tensor: { shape: [4, 128] },
  });
});

test('has biases in front of layer norms, which do not remove them', () => {
  expect(weightsOf({ hidden: [8], outputSize: 2, norm: 'layer' })).toEqual([
    'layer1.kernel 3×8',
    'layer1.bias 8',
    'layer1.scale 8',
    'layer1.offset 8',
    'layer2.kernel 8×2',
    'layer2.bias 2',
  ]);
});

test('marks all tensors of a predictor as its part', () => {
  const parts = (role: string) => {
    const params = { role, hidden: [8], norm: 'batch' };
    const { declarations } = traceNode(mlp, { params, inputs: { embedding } });
    return new Set([...declarations.weights.values()].map(({ part }) => part));
  };
  expect(parts('predictor')).toEqual(new Set(['predictor']));
  expect(parts('projector')).toEqual(new Set([undefined]));
});
