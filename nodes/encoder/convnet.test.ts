import { beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { convnet } from './convnet.ts';

const images = floats([4, 8, 8, 3], new Array(4 * 192).fill(0.5));

beforeAll(() => useBackend('cpu'));

test('halves the map at each stage and averages the last', () => {
  const { signals } = traceNode(convnet, { params: { widths: [4, 8, 16] }, inputs: { images }, views: 2 });
  expect(signals.features).toMatchObject({ views: 2, tensor: { shape: [4, 1, 1, 16] } });
  expect(signals.embedding).toMatchObject({ views: 2, tensor: { shape: [4, 16] } });
});

test('without norm has kernels and biases, and only kernels decay', () => {
  const { declarations } = traceNode(convnet, {
    params: { widths: [4, 8], norm: 'none' },
    inputs: { images },
  });
  expect([...declarations.weights.values()].map(({ name, shape, decay }) => [name, shape, decay])).toEqual([
    ['stage1.kernel', [3, 3, 3, 4], true],
    ['stage1.bias', [4], false],
    ['stage2.kernel', [3, 3, 4, 8], true],
    ['stage2.bias', [8], false],
  ]);
  expect(declarations.weights.get('node.stage2.kernel')!.initializer).toEqual({
    kind: 'uniform',
    limit: 1 / Math.sqrt(36),
  });
});

describe('with batch norm', () => {
  const traced = (normViews: string) =>
    traceNode(convnet, { params: { widths: [4], norm: 'batch', normViews }, inputs: { images }, views: 2 });

  test('has gains and offsets instead of biases, and running statistics', () => {
    const { declarations, commits } = traced('perView');
    expect([...declarations.weights.values()].map(({ name, decay }) => [name, decay])).toEqual([
      ['stage1.kernel', true],
      ['stage1.scale', false],
      ['stage1.offset', false],
    ]);
    const states = ['node.stage1.runningMean', 'node.stage1.runningVariance'];
    expect([...declarations.states.keys()]).toEqual(states);
    expect(commits.map(({ target }) => target)).toEqual(states);
  });

  test.each([
    ['perView', 2],
    ['allViews', 1],
  ])('takes statistics %s', (normViews, groups) => {
    const norm = traced(normViews).builder.operations.find(({ name }) => name === 'batchNorm');
    expect(norm?.attributes).toMatchObject({ groups });
  });
});

test('the embedding is the mean of the map', async () => {
  const out = await runNode(convnet, {
    params: { widths: [2], norm: 'none' },
    inputs: {
      images: floats(
        [1, 4, 4, 1],
        Array.from({ length: 16 }, (_, i) => i / 16),
      ),
    },
    numbers: {
      'stage1.kernel': floats(
        [3, 3, 1, 2],
        Array.from({ length: 18 }, (_, i) => Math.cos(i)),
      ),
      'stage1.bias': floats([2], [0.3, 0.2]),
    },
  });
  expect(out.features!.shape).toEqual([1, 2, 2, 2]);
  const f = out.features!.data;
  expect(Math.max(...f)).toBeGreaterThan(0);
  expect(out.embedding!.data[0]).toBeCloseTo((f[0]! + f[2]! + f[4]! + f[6]!) / 4, 5);
  expect(out.embedding!.data[1]).toBeCloseTo((f[1]! + f[3]! + f[5]! + f[7]!) / 4, 5);
});

test('a kernel has an odd width', () => {
  expect(convnet.params.safeParse({ kernelSize: 2 }).success).toBe(false);
});

describe('norms of single images', () => {
  test.each(['group', 'layer'])('%s: gains and offsets, no statistics that run', (norm) => {
    const { declarations, commits } = traceNode(convnet, {
      params: { widths: [8], norm },
      inputs: { images },
    });
    expect([...declarations.weights.values()].map(({ name }) => name)).toEqual([
      'stage1.kernel',
      'stage1.scale',
      'stage1.offset',
    ]);
    expect([declarations.states.size, commits.length]).toEqual([0, 0]);
  });

  test('groups must divide every width', () => {
    const given = (widths: number[]) => ({
      params: { widths, norm: 'group', groups: 4 },
      inputs: { images },
    });
    expect(refusalOf(convnet, given([8, 6]))).toMatchObject({
      code: 'GRAPH_BAD_PARAM',
      at: { param: 'groups' },
    });
    expect(refusalOf(convnet, given([8, 12]))).toBeNull();
  });
});

test('goes on where another encoder stops', () => {
  const map = floats([2, 4, 4, 8], new Array(256).fill(0.5));
  const [port] = convnet.ports(convnet.params.parse({})).inputs;
  expect(port!.kinds).toContain('features');
  const { signals } = traceNode(convnet, { params: { widths: [16] }, inputs: { images: map } });
  expect(signals.features!.tensor.shape).toEqual([2, 2, 2, 16]);
});
