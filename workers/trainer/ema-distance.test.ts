import { beforeAll, expect, it } from 'vitest';
import { cpuDriver } from '../engine/backends/cpu-driver.ts';
import { TensorStore } from '../engine/tensor-store.ts';
import { memoryReport } from '../engine/memory-report.ts';
import { emaDistance, followersOf } from './ema-distance.ts';

const weight = (id: string, role: 'trained' | 'ema' | 'snapshot', copyOf?: string) => ({
  id,
  node: id.split('.')[0]!,
  name: id,
  shape: [2],
  initializer: { kind: 'constant', value: 0 } as const,
  role,
  decay: true,
  ...(copyOf ? { copyOf } : {}),
});
const program = {
  weights: [
    weight('encoder.a', 'trained'),
    weight('encoder.b', 'trained'),
    weight('ema.a', 'ema', 'encoder.a'),
    weight('ema.b', 'ema', 'encoder.b'),
    weight('snapshot.a', 'snapshot', 'encoder.a'),
  ],
};
const values = (numbers: readonly number[], shape = [numbers.length]) =>
  ({ shape, dtype: 'float32', data: Float32Array.from(numbers) }) as const;

beforeAll(() => cpuDriver().start());

it('knows what follows what', () => {
  expect(followersOf(program)).toEqual([
    {
      node: 'ema',
      pairs: [
        { follower: 'ema.a', leader: 'encoder.a' },
        { follower: 'ema.b', leader: 'encoder.b' },
      ],
    },
  ]);
});

it('is the length of the difference over that of the weights, over all of them, and frees what it made', async () => {
  const store = TensorStore.upload({
    'encoder.a': values([3, 4]),
    'encoder.b': values([0, 1, 2, 3], [2, 2]),
    'ema.a': values([3, 2]),
    'ema.b': values([1, 1, 2, 3], [2, 2]),
  });
  const before = memoryReport().tensors;
  const distance = await emaDistance(followersOf(program)[0]!, store.get);
  expect(distance).toBeCloseTo(Math.sqrt((4 + 1) / (25 + 14)), 6);
  expect(memoryReport().tensors).toBe(before);
  store.dispose();
});
