import { beforeAll, describe, expect, test } from 'vitest';
import { paramFields } from '../../src/spec/index.ts';
import { runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { resnet } from './resnet.ts';

const image = (size: number, channels = 3) =>
  floats([2, size, size, channels], new Array(2 * size * size * channels).fill(0.5));
const trace = (params: Record<string, unknown>, size = 32) =>
  traceNode(resnet, { params, inputs: { images: image(size) } });
const parameters = (params: Record<string, unknown>) =>
  [...trace(params).declarations.weights.values()].reduce(
    (sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1),
    0,
  );

beforeAll(() => useBackend('cpu'));

describe('is torchvision’s network', () => {
  // counts of torchvision's models without their classifier, with the ImageNet stem
  test.each([
    [18, 11_176_512],
    [34, 21_284_672],
    [50, 23_508_032],
    [101, 42_500_160],
    [152, 58_143_808],
  ])('with as many parameters at depth %i', (depth, count) => {
    expect(parameters({ depth, stem: 'imagenet' })).toBe(count);
  });

  test('with the small stem of CIFAR', () => {
    expect(parameters({ depth: '18' })).toBe(11_176_512 - (49 - 9) * 3 * 64);
  });
});

test.each([
  [{ stem: 'cifar' }, 32, [2, 4, 4, 512]],
  [{ stem: 'imagenet' }, 64, [2, 2, 2, 512]],
  [{ depth: 50, width: 8 }, 32, [2, 4, 4, 256]],
  [{ blocks: [1, 1], width: 4 }, 8, [2, 4, 4, 8]],
  [{ blocks: [1, 1], width: 4, block: 'bottleneck' }, 8, [2, 4, 4, 32]],
  [{ blocks: [1], depth: 50, width: 4 }, 8, [2, 8, 8, 16]],
])('%o gives the map %s', (params, size, shape) => {
  const { signals } = trace(params, size);
  expect(signals.features!.tensor.shape).toEqual(shape);
  expect(signals.embedding!.tensor.shape).toEqual([2, shape[3]]);
});

test('draws kernels by fan-out, ends blocks with gain 0, and lets kernels alone decay', () => {
  const { weights } = trace({ blocks: [1], width: 4 }).declarations;
  expect([...weights.values()].map(({ name, initializer, decay }) => [name, initializer, decay])).toEqual([
    ['stem.kernel', { kind: 'normal', std: Math.sqrt(2 / 36) }, true],
    ['stem.scale', { kind: 'constant', value: 1 }, false],
    ['stem.offset', { kind: 'constant', value: 0 }, false],
    ['stage1.block1.conv1.kernel', { kind: 'normal', std: Math.sqrt(2 / 36) }, true],
    ['stage1.block1.conv1.scale', { kind: 'constant', value: 1 }, false],
    ['stage1.block1.conv1.offset', { kind: 'constant', value: 0 }, false],
    ['stage1.block1.conv2.kernel', { kind: 'normal', std: Math.sqrt(2 / 36) }, true],
    ['stage1.block1.conv2.scale', { kind: 'constant', value: 0 }, false],
    ['stage1.block1.conv2.offset', { kind: 'constant', value: 0 }, false],
  ]);
  const gain = (params: object) =>
    trace({ blocks: [1], width: 4, ...params }).declarations.weights.get('node.stage1.block1.conv2.scale');
  expect(gain({ zeroInitResidual: false })!.initializer).toEqual({ kind: 'constant', value: 1 });
});

test('has its stride in the 3×3 convolution of a bottleneck and in the shortcut', () => {
  const { builder, declarations } = trace({ blocks: [1, 1], block: 'bottleneck', width: 2 });
  const strides = builder.operations
    .filter(({ name }) => name === 'conv2d')
    .map((operation) => {
      const { shape } = declarations.weights.get(operation.inputs[1]!)!;
      return [shape[0], (operation.attributes as { stride: number }).stride];
    });
  expect(strides.slice(5)).toEqual([
    [1, 1],
    [3, 2],
    [1, 1],
    [1, 2],
  ]);
});

test('in evaluation takes running statistics and commits none', async () => {
  const ones = (n: number, value = 1) => floats([n], new Array(n).fill(value));
  const norm = (name: string) => ({
    [`${name}.scale`]: ones(1),
    [`${name}.offset`]: ones(1, 0),
    [`${name}.runningMean`]: ones(1, 0.25),
    [`${name}.runningVariance`]: ones(1, 4),
  });
  const kernel = floats([3, 3, 1, 1], [0, 0, 0, 0, 1, 0, 0, 0, 0]);
  const out = await runNode(resnet, {
    params: { blocks: [1], width: 1 },
    inputs: { images: floats([1, 2, 2, 1], [1, 2, 3, -4]) },
    mode: 'evaluate',
    numbers: {
      'stem.kernel': kernel,
      'stage1.block1.conv1.kernel': kernel,
      'stage1.block1.conv2.kernel': kernel,
      ...norm('stem'),
      ...norm('stage1.block1.conv1'),
      ...norm('stage1.block1.conv2'),
    },
  });
  expect(Object.keys(out).sort()).toEqual(['embedding', 'features']);
  const bn = (x: number) => (x - 0.25) / Math.sqrt(4 + 1e-5);
  const relu = (x: number) => Math.max(x, 0);
  [1, 2, 3, -4].forEach((pixel, i) => {
    const x = relu(bn(pixel));
    expect(out.features!.data[i]).toBeCloseTo(relu(bn(relu(bn(x))) + x), 5);
  });
});

test('takes its depth as a number or as a text, and shows it as a choice', () => {
  expect(resnet.params.parse({ depth: 50 })).toEqual(resnet.params.parse({ depth: '50' }));
  expect(resnet.params.safeParse({ depth: 20 }).success).toBe(false);
  const field = paramFields(resnet.params).find(({ name }) => name === 'depth');
  expect(field).toMatchObject({ type: 'enum', choices: ['18', '34', '50', '101', '152'], initial: '18' });
});
