import { describe, expect, test } from 'vitest';
import { checkGradients } from '../testing/check-gradients.ts';
import { refusalOf, traceNode } from '../testing/run-node.ts';
import { floats } from '../testing/run-on.ts';
import { waves } from '../testing/waves.ts';
import { concatViews } from './concat-views.ts';
import { concat } from './concat.ts';
import { mean } from './mean.ts';
import { selectView } from './select-view.ts';

const set = floats([6, 1], [11, 12, 21, 22, 31, 32]);

describe('select a view', () => {
  test('takes the rows of one view, and gradient reaches these alone', async () => {
    const given = { params: { view: 2 }, inputs: { views: set }, views: 3 };
    const { outputs, gradients } = await checkGradients(selectView, given);
    expect([...outputs.view!.data]).toEqual([21, 22]);
    expect([...gradients.views!.data].map((g) => g !== 0)).toEqual([false, false, true, true, false, false]);
    expect(traceNode(selectView, given).signals.view!.views).toBe(1);
  });

  test('refuses a view that is not there', () => {
    expect(refusalOf(selectView, { params: { view: 4 }, inputs: { views: set }, views: 3 })).toMatchObject({
      code: 'SHAPE_VIEWS',
      at: { node: 'node', port: 'views' },
    });
  });

  test('takes the only view in evaluation', () => {
    const { signals } = traceNode(selectView, {
      params: { view: 4 },
      inputs: { views: set },
      mode: 'evaluate',
    });
    expect(signals.view!.tensor.id).toBe('node.views');
  });
});

describe('join views', () => {
  const two = floats([4, 1], [1, 2, 3, 4]);

  test('puts sets one after another and counts the views of all', async () => {
    const given = { inputs: { views: [set, two] }, views: { views: [3, 2] } };
    const { outputs, gradients } = await checkGradients(concatViews, given);
    expect([...outputs.views!.data]).toEqual([11, 12, 21, 22, 31, 32, 1, 2, 3, 4]);
    expect(Object.keys(gradients)).toEqual(['views.0', 'views.1']);
    expect(traceNode(concatViews, given).signals.views!.views).toBe(5);
  });

  test('takes images too, of one size', () => {
    const images = waves([2, 3, 3, 1]);
    const shape = traceNode(concatViews, { inputs: { views: [images, images] } }).signals.views!.tensor.shape;
    expect(shape).toEqual([4, 3, 3, 1]);
    expect(() => traceNode(concatViews, { inputs: { views: [images, waves([2, 2, 2, 1])] } })).toThrow(
      'cannot be joined',
    );
  });

  test('refuses views of other batches', () => {
    const inputs = { views: [set, two] };
    expect(refusalOf(concatViews, { inputs, views: 2 })?.code).toBe('SHAPE_MISMATCH');
  });

  test('hands on one view in evaluation', () => {
    const { signals } = traceNode(concatViews, { inputs: { views: [two, two] }, mode: 'evaluate' });
    expect(signals.views).toMatchObject({ views: 1, tensor: { id: 'node.views.0' } });
  });
});

describe('concatenate', () => {
  test('puts features end to end, a single view beside each of a set', async () => {
    const inputs = { parts: [floats([2, 1], [1, 2]), floats([2, 2], [3, 4, 5, 6])] };
    const { outputs } = await checkGradients(concat, { inputs });
    expect([...outputs.output!.data]).toEqual([1, 3, 4, 2, 5, 6]);
  });

  test('puts rows below rows', async () => {
    const inputs = { parts: [floats([1, 2], [1, 2]), floats([2, 2], [3, 4, 5, 6])] };
    const { outputs } = await checkGradients(concat, { params: { along: 'rows' }, inputs });
    expect(outputs.output!.shape).toEqual([3, 2]);
    expect([...outputs.output!.data]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('gives a matrix where rows are joined', () => {
    expect(concat.ports({ along: 'rows' }).outputs[0]!.kind).toBe('matrix');
    expect(concat.ports({ along: 'features' }).outputs[0]!.kind).toEqual({ like: 'parts' });
  });
});

describe('mean', () => {
  const tokens = floats(
    [4, 2, 2],
    Array.from({ length: 16 }, (_, i) => i),
  );
  test.each([
    ['positions', [4, 2], [1, 2, 5, 6, 9, 10, 13, 14], 2, 'embedding'],
    ['features', [4, 2, 1], [0.5, 2.5, 4.5, 6.5, 8.5, 10.5, 12.5, 14.5], 2, { like: 'input' }],
    ['batch', [1, 2, 2], [6, 7, 8, 9], 1, 'matrix'],
    ['views', [2, 2, 2], [4, 5, 6, 7, 8, 9, 10, 11], 1, { like: 'input' }],
    ['all', [], [7.5], 1, 'loss'],
  ] as const)('over %s', async (over, shape, data, views, kind) => {
    const given = { params: { over }, inputs: { input: tokens }, views: 2 };
    const { outputs, gradients } = await checkGradients(mean, given);
    expect(outputs.output!.shape).toEqual(shape);
    expect([...outputs.output!.data]).toEqual(data);
    expect(Object.keys(gradients)).toEqual(['input']);
    expect(traceNode(mean, given).signals.output!.views).toBe(views);
    expect(mean.ports({ over }).outputs[0]!.kind).toEqual(kind);
  });

  test('over the positions of a feature map is global average pooling', async () => {
    const input = floats([1, 2, 2, 2], [1, 10, 2, 20, 3, 30, 4, 40]);
    const { outputs } = await checkGradients(mean, { inputs: { input } });
    expect([...outputs.output!.data]).toEqual([2.5, 25]);
  });

  test('over positions refuses vectors, which have none', () => {
    expect(refusalOf(mean, { inputs: { input: waves([2, 3]) } })?.code).toBe('SHAPE_MISMATCH');
  });
});
