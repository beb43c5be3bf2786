import { describe, expect, test } from 'vitest';
import { checkGradients } from '../testing/check-gradients.ts';
import { refusalOf, traceNode } from '../testing/run-node.ts';
import { floats } from '../testing/run-on.ts';
import { waves } from '../testing/waves.ts';
import { add } from './add.ts';
import { multiply } from './multiply.ts';
import { scale } from './scale.ts';
import { subtract } from './subtract.ts';

const pair = { a: floats([2, 2], [1, 2, 3, 4]), b: floats([2, 2], [10, 20, 30, 40]) };

describe('combine element by element', () => {
  test.each([
    ['add', add, [11, 22, 33, 44]],
    ['subtract', subtract, [-9, -18, -27, -36]],
    ['multiply', multiply, [10, 40, 90, 160]],
  ] as const)('%s', async (_, spec, expected) => {
    const { outputs, gradients } = await checkGradients(spec, { inputs: pair });
    expect([...outputs.output!.data]).toEqual(expected);
    expect(Object.keys(gradients)).toEqual(['a', 'b']);
  });
});

test('a single view meets each view of a set', async () => {
  const a = floats([4, 1], [1, 2, 3, 4]);
  const b = floats([2, 1], [10, 20]);
  for (const [inputs, views] of [
    [{ a, b }, { a: 2 }],
    [{ a: b, b: a }, { b: 2 }],
  ] as const) {
    const { outputs } = await checkGradients(add, { inputs, views });
    expect([...outputs.output!.data]).toEqual([11, 22, 13, 24]);
    expect(traceNode(add, { inputs, views }).signals.output!.views).toBe(2);
  }
});

test('a row and a vector meet every row of every view', async () => {
  const a = waves([4, 3]);
  for (const b of [floats([1, 3], [1, 2, 3]), floats([3], [1, 2, 3])]) {
    const { outputs } = await checkGradients(add, { inputs: { a, b }, views: { a: 2 } });
    expect(outputs.output!.data[10]).toBeCloseTo(a.data[10]! + 2, 6);
  }
});

test('a vector as long as the batch is not taken for a view', () => {
  const inputs = { a: waves([4, 2]), b: waves([2]) };
  expect(traceNode(add, { inputs, views: { a: 2 } }).signals.output!.tensor.shape).toEqual([4, 2]);
});

test('two sets of different size are refused', () => {
  const inputs = { a: waves([6, 1]), b: waves([4, 1]) };
  expect(refusalOf(add, { inputs, views: { a: 3, b: 2 } })).toMatchObject({ code: 'SHAPE_VIEWS' });
});

test('scale multiplies by its factor and keeps the views', async () => {
  const given = { params: { factor: -2.5 }, inputs: { input: floats([2, 1], [2, -4]) }, views: 2 };
  const { outputs } = await checkGradients(scale, given);
  expect([...outputs.output!.data]).toEqual([-5, 10]);
  expect(traceNode(scale, given).signals.output!.views).toBe(2);
});
