import { expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { traceDrawing } from '../../compiler/trace-drawing.ts';
import { encoderOf, traceInference } from './trace-inference.ts';

function traced(more: Parameters<typeof drawing>[0] = {}, wires: readonly string[] = []) {
  const found = traceDrawing(
    drawing({ ...SIMCLR.nodes, ...more }, [...SIMCLR.wires, ...wires]),
    registry,
    {},
  );
  if ('refused' in found) throw new Error(found.refused[0]?.message);
  return found;
}

test('an encoder is a handful of operations, named after its layers, for any number of images', () => {
  const drawn = traced();
  expect(encoderOf(drawn)).toBe('encoder');
  const graph = traceInference(drawn, 'encoder');
  if (!graph.ok) throw new Error(graph.problems[0]?.message);
  const { operations, parameters, outputs, types } = graph.value;
  expect(operations.filter(({ name }) => name !== 'constant').map(({ label }) => label)).toEqual([
    'augment/Sub',
    'augment/Div',
    'encoder/stage1/Conv2d',
    'encoder/stage1/Normalise',
    'encoder/stage1/Relu',
    'encoder/stage2/Conv2d',
    'encoder/stage2/Normalise',
    'encoder/stage2/Relu',
    'encoder/stage2/Mean',
  ]);
  expect(parameters.map(({ id }) => id)).toContain('encoder.stage2.runningVariance');
  expect(outputs.map(({ port, value }) => [port, types.get(value)?.shape])).toEqual([
    ['embedding', [{ perImage: 1 }, 8]],
    ['features', [{ perImage: 1 }, 8, 8, 8]],
  ]);
});

test('what the retrieval probe looks at is the encoder', () => {
  const drawn = traced({ other: ['encoder.convnet', { widths: [4] }], probe: ['probe.retrieval', {}] }, [
    'augment.images > other.images',
    'other.embedding > probe.embedding',
  ]);
  expect(encoderOf(drawn)).toBe('other');
});

const REFUSED: [string, string, Parameters<typeof drawing>[0], string[], RegExp][] = [
  ['a node that is not there', 'head', {}, [], /no such node; it has images, augment, encoder/],
  ['the loss', 'ntXent', {}, [], /nothing of images alone/],
  [
    'what is left without the batch’s mean',
    'centred',
    { middle: ['math.mean', { over: 'batch' }], centred: ['math.subtract', {}] },
    ['encoder.embedding > middle.input', 'encoder.embedding > centred.a', 'middle.output > centred.b'],
    /how many images there are/,
  ],
  [
    'what the memory bank says of an image',
    'bank',
    { bank: ['state.memoryBank', {}] },
    ['projector.embedding > bank.embedding', 'images.index > bank.index'],
    /the dataset’s index/,
  ],
];
test.each(REFUSED)('%s is no function of images and refused', (_, node, more, wires, message) => {
  const graph = traceInference(traced(more, wires), node);
  expect(graph.ok).toBe(false);
  expect(graph.problems[0]).toMatchObject({ code: 'EMIT_NOT_EXPORTED' });
  expect(graph.problems[0]?.message).toMatch(message);
});
