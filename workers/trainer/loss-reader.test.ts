import { memory, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { cpuDriver } from '../engine/backends/cpu-driver.ts';
import { LossReader } from './loss-reader.ts';

beforeAll(() => cpuDriver().start());

it.each([true, false])(
  'gives all losses in the order of the steps and frees them (immediate: %s)',
  async (immediate) => {
    const reader = new LossReader<number>(immediate);
    const records: { about: number; losses: readonly number[] }[] = [];
    for (let step = 0; step < 50; step++) {
      await reader.push(step, [tensor(step), tensor(-step)]);
      // bounded, however long nobody asks
      expect(memory().numTensors).toBeLessThan(60);
      records.push(...reader.take());
    }
    await reader.settle();
    records.push(...reader.take());
    expect(records).toEqual(
      Array.from({ length: 50 }, (_, step) => ({ about: step, losses: [step, -step] })),
    );
    expect(memory().numTensors).toBe(0);
  },
);

it('reads the first loss at once', async () => {
  const reader = new LossReader<string>(false);
  await reader.push('first', [tensor(3)]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(reader.take()).toEqual([{ about: 'first', losses: [3] }]);
});

it('frees what was never read', async () => {
  const reader = new LossReader<string>(false);
  await reader.push('read', [tensor(1)]);
  await reader.settle();
  await reader.push('unread', [tensor(1)]);
  reader.dispose();
  await reader.settle();
  expect(memory().numTensors).toBe(0);
});
