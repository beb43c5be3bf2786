import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compiler/compile.ts';
import { drawing } from '../../src/compiler/testing/drawing.ts';
import { draw } from '../../workers/trainer/samplers/draw.ts';
import type { HostTensor } from '../../workers/protocol.ts';
import { registry } from '../index.ts';
import { checkGradients } from '../testing/check-gradients.ts';
import { runNode, traceNode } from '../testing/run-node.ts';
import { BACKENDS, floats, useBackend } from '../testing/run-on.ts';
import { batchShuffle } from './batch-shuffle.ts';
import { batchUnshuffle } from './batch-unshuffle.ts';

/** Two views of three images, of one pixel each. */
const images = floats([6, 1, 1, 1], [11, 12, 13, 21, 22, 23]);
const given = { inputs: { images }, views: 2 };
const numbers = { order: floats([2, 3], [2, 0, 1, 1, 0, 2]) };
const rows = (host: HostTensor): HostTensor => ({ ...host, shape: [host.shape[0]!, 1] });

describe.each(BACKENDS)('on %s', (backend) => {
  test('each view gets an order of its own, and unshuffling undoes it', async () => {
    await useBackend(backend);
    const shuffled = await runNode(batchShuffle, { ...given, numbers }, backend);
    expect([...shuffled.images!.data]).toEqual([13, 11, 12, 22, 21, 23]);
    expect(shuffled.order).toMatchObject({ dtype: 'int32', shape: [6] });
    expect([...shuffled.order!.data]).toEqual([2, 0, 1, 4, 3, 5]);

    const inputs = { embedding: rows(shuffled.images!), order: shuffled.order! };
    const restored = await runNode(batchUnshuffle, { inputs, views: 2 }, backend);
    expect([...restored.embedding!.data]).toEqual([...images.data]);
  });
});

test('gradient passes through both, to where the rows came from', async () => {
  const shuffled = await checkGradients(batchShuffle, { ...given, numbers });
  expect(Object.keys(shuffled.gradients)).toEqual(['images']);
  const order: HostTensor = { shape: [4], dtype: 'int32', data: Int32Array.of(2, 0, 3, 1) };
  const inputs = { embedding: floats([4, 2], [1, 2, 3, 4, 5, 6, 7, 8]), order };
  const { outputs, gradients } = await checkGradients(batchUnshuffle, { inputs });
  expect([...outputs.embedding!.data]).toEqual([3, 4, 7, 8, 1, 2, 5, 6]);
  expect(Object.keys(gradients)).toEqual(['embedding']);
});

test('draws an order of every image of a view, another one at each step', () => {
  const { feeds } = traceNode(batchShuffle, given);
  const { type, source } = feeds.get('node.order')!;
  if (source.kind !== 'draw') throw new Error('the order is drawn');
  const at = (step: number): number[] => [...draw(source.sampler, type, 1, source.stream, step).data];
  for (const view of [at(0).slice(0, 3), at(0).slice(3)]) expect([...view].sort()).toEqual([0, 1, 2]);
  const orders = new Set(Array.from({ length: 20 }, (_, step) => at(step).join()));
  expect(orders.size).toBeGreaterThan(5);
});

test('in evaluation nothing moves', async () => {
  await useBackend('cpu');
  const { feeds, signals } = traceNode(batchShuffle, { inputs: { images }, mode: 'evaluate' });
  expect(signals.images!.tensor.id).toBe('node.images');
  expect([...feeds.keys()]).toEqual(['node.images']);
  const out = await runNode(batchShuffle, { inputs: { images }, mode: 'evaluate' });
  expect([...out.order!.data]).toEqual([0, 1, 2, 3, 4, 5]);
});

test('an order of another length is refused', () => {
  const order: HostTensor = { shape: [3], dtype: 'int32', data: Int32Array.of(0, 1, 2) };
  const inputs = { embedding: floats([4, 1], [1, 2, 3, 4]), order };
  expect(() => traceNode(batchUnshuffle, { inputs })).toThrow('4×1 rows with 3 indices');
});

test('stands around an encoder in a drawing that trains', () => {
  const { program, diagnostics } = compile(
    drawing(
      {
        images: ['data.images', { dataset: 'emoji', batchSize: 4 }],
        augment: ['augment.pipeline', { views: 2 }],
        shuffle: ['flow.batchShuffle', {}],
        encoder: ['encoder.convnet', { widths: [2] }],
        unshuffle: ['flow.batchUnshuffle', {}],
        loss: ['loss.ntXent', {}],
        sgd: ['optim.sgd', {}],
      },
      [
        'images.images > augment.images',
        'augment.images > shuffle.images',
        'shuffle.images > encoder.images',
        'encoder.embedding > unshuffle.embedding',
        'shuffle.order > unshuffle.order',
        'unshuffle.embedding > loss.a',
        'loss.loss > sgd.loss',
      ],
    ),
    registry,
  );
  expect(diagnostics).toEqual([]);
  expect(program!.weights.every(({ role }) => role === 'trained')).toBe(true);
});
