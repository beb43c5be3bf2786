import { memory, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { cpuDriver } from './backends/cpu-driver.ts';
import { ConstantPool } from './constant-pool.ts';

describe('a pool of constants', () => {
  beforeAll(async () => void (await cpuDriver().start()));

  it('makes equal constants once, and others apart', () => {
    const pool = new ConstantPool();
    const before = memory().numTensors;
    expect(pool.get([2], 'float32', [1, 2])).toBe(pool.get([2], 'float32', [1, 2]));
    expect(pool.scalar(3)).toBe(pool.get([], 'float32', 3));
    expect(memory().numTensors).toBe(before + 2);

    const others = [
      pool.get([2], 'float32', [2, 1]),
      pool.get([1, 2], 'float32', [1, 2]),
      pool.get([2], 'int32', [1, 2]),
      pool.get([12], 'float32', 1),
      pool.get([1, 2], 'float32', 1),
    ];
    expect(new Set(others.map(({ id }) => id)).size).toBe(5);
    pool.dispose();
  });

  it('fills a shape with one number', async () => {
    const pool = new ConstantPool();
    expect(await pool.get([2, 2], 'float32', 0.5).array()).toEqual([
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    expect(await pool.get([2, 1], 'int32', [7, 8]).array()).toEqual([[7], [8]]);
    pool.dispose();
  });

  it('keeps what is asked for inside a composition, and frees all at its end', async () => {
    const pool = new ConstantPool();
    const before = memory().numTensors;
    const made = tidy(() => void pool.scalar(4)) ?? pool.scalar(4);
    expect(await made.array()).toBe(4);
    pool.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
