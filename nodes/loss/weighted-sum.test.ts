import { beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { weightedSum } from './weighted-sum.ts';

const losses = [floats([], [2]), floats([], [10]), floats([], [100])];
const total = async (weights: number[]) =>
  (await runNode(weightedSum, { params: { weights }, inputs: { losses } })).loss!.data[0];

beforeAll(() => useBackend('cpu'));

test.each([
  [[], 112],
  [[0.5, -1, 2], 191],
  [[3], 116],
  [[1, 0], 102],
  [[0, 0, 0], 0],
])('weights %j in the order of the wires, 1 where there is none', async (weights, expected) => {
  expect(await total(weights)).toBe(expected);
});

test('a loss of weight 0 is left out of the program', () => {
  const { builder } = traceNode(weightedSum, { params: { weights: [1, 0, 1] }, inputs: { losses } });
  expect(builder.operations.flatMap(({ inputs }) => inputs)).toEqual(['node.losses.0', 'node.losses.2']);
});

describe('refuses', () => {
  test('more weights than wires', () => {
    expect(refusalOf(weightedSum, { params: { weights: [1, 1, 1, 1] }, inputs: { losses } })).toMatchObject({
      code: 'GRAPH_BAD_PARAM',
      at: { param: 'weights' },
    });
  });
});
