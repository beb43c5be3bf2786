import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { BlockBuilder } from '../testing/block-builder.ts';
import { cpuDriver } from './backends/cpu-driver.ts';
import { evaluate } from './evaluate.ts';

beforeAll(() => cpuDriver().start());

const b = new BlockBuilder();
const sum = b.op('add', [b.given('x', [2]), b.external('node.bias', [2])]);
const block = b.block();
const two = (...data: number[]) => ({ shape: [2], dtype: 'float32', data: Float32Array.from(data) }) as const;

it('takes feeds by name and weights by id, and gives inputs back where they are asked for', async () => {
  const result = await evaluate(
    { block, given: { x: two(1, 2), 'node.bias': two(10, 20) }, outputs: [sum, 'x', 'node.bias'] },
    'cpu',
  );
  expect(result.ok && result.value).toEqual({ [sum]: two(11, 22), x: two(1, 2), 'node.bias': two(10, 20) });
  expect(memory().numTensors).toBe(0);
});

it('says all that is missing or of another shape', async () => {
  const wrong = { shape: [1], dtype: 'float32', data: Float32Array.of(1) } as const;
  const result = await evaluate({ block, given: { x: wrong }, outputs: [sum] }, 'cpu');
  expect(result.ok).toBe(false);
  expect(result.problems.map(({ code }) => code)).toEqual(['RUN_BAD_FIXTURE', 'RUN_BAD_FIXTURE']);
  expect(result.problems[0]!.message).toContain('“x” has the shape 1 instead of 2');
  expect(result.problems[1]!.message).toContain('“node.bias” is not given');
});
