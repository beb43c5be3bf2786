import { describe, expect, it } from 'vitest';
import type { Sampler } from '../../../src/ir/sampler.ts';
import { draw } from './draw.ts';

const numbers = (sampler: Sampler, shape: number[], seed = 1, step = 0): number[] =>
  Array.from(draw(sampler, { shape, dtype: 'float32' }, seed, 'node.draw', step).data);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const std = (values: readonly number[]): number => {
  const m = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - m) ** 2)));
};
const column = (values: readonly number[], width: number, at: number): number[] =>
  values.filter((_, i) => i % width === at);

const samplers: Sampler[] = [
  { kind: 'uniform', low: -1, high: 3 },
  { kind: 'bernoulli', probability: 0.2 },
  { kind: 'normal' },
  { kind: 'resizedCrop', height: 32, width: 32, scale: [0.2, 1], ratio: [3 / 4, 4 / 3] },
  { kind: 'colorJitter', probability: 0.8, brightness: 0.4, contrast: 0.4, saturation: 2, hue: 0.1 },
  { kind: 'orders', count: 4 },
  { kind: 'permutation' },
];

describe.each(samplers)('$kind', (sampler) => {
  const shape = ['resizedCrop', 'colorJitter', 'orders'].includes(sampler.kind) ? [64, 4] : [64];

  it('depends on seed and step alone', () => {
    const first = numbers(sampler, shape);
    expect(first).toHaveLength(shape.reduce((a, b) => a * b, 1));
    expect(numbers(sampler, shape)).toEqual(first);
    expect(numbers(sampler, shape, 2)).not.toEqual(first);
    expect(numbers(sampler, shape, 1, 1)).not.toEqual(first);
  });

  it('can give integers', () => {
    const { dtype, data } = draw(sampler, { shape, dtype: 'int32' }, 1, 'node.draw', 0);
    expect(dtype).toBe('int32');
    expect(data).toBeInstanceOf(Int32Array);
  });
});

it('draws uniform, Bernoulli and normal numbers with their moments', () => {
  const uniform = numbers({ kind: 'uniform', low: -1, high: 3 }, [20000]);
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(-1);
  expect(Math.max(...uniform)).toBeLessThan(3);
  expect(mean(uniform)).toBeCloseTo(1, 1);
  expect(std(uniform)).toBeCloseTo(4 / Math.sqrt(12), 1);

  const coin = numbers({ kind: 'bernoulli', probability: 0.2 }, [20000]);
  expect(new Set(coin)).toEqual(new Set([0, 1]));
  expect(mean(coin)).toBeCloseTo(0.2, 1);

  const normal = numbers({ kind: 'normal' }, [20000]);
  expect(mean(normal)).toBeCloseTo(0, 1);
  expect(std(normal)).toBeCloseTo(1, 1);
});

describe('resizedCrop', () => {
  const crop = { kind: 'resizedCrop', height: 32, width: 48, scale: [0.2, 1], ratio: [0.75, 4 / 3] } as const;

  it('gives whole boxes inside the image, of the asked share and shape', () => {
    const boxes = numbers(crop, [4000, 4]);
    for (let i = 0; i < boxes.length; i += 4) {
      const [top, left, height, width] = boxes.slice(i, i + 4) as [number, number, number, number];
      expect([top, left, height, width].every(Number.isInteger)).toBe(true);
      expect(Math.min(top, left)).toBeGreaterThanOrEqual(0);
      expect(Math.min(height, width)).toBeGreaterThan(0);
      expect(top + height).toBeLessThanOrEqual(32);
      expect(left + width).toBeLessThanOrEqual(48);
      // one pixel of rounding on either side
      expect(((height + 1) * (width + 1)) / (32 * 48)).toBeGreaterThan(0.2);
      expect((width - 1) / (height + 1)).toBeLessThan(4 / 3);
      expect((width + 1) / (height - 1)).toBeGreaterThan(0.75);
    }
    // placed uniformly: the middle of the box is the middle of the image on average
    const middle = column(boxes, 4, 0).map((top, i) => top + boxes[i * 4 + 2]! / 2);
    expect(Math.abs(mean(middle) - 16)).toBeLessThan(0.3);
  });

  it('has an area share that is uniform where every box fits', () => {
    const boxes = numbers(
      { kind: 'resizedCrop', height: 256, width: 256, scale: [0.1, 0.3], ratio: [0.75, 4 / 3] },
      [4000, 4],
    );
    const areas = column(boxes, 4, 2).map((height, i) => (height * boxes[i * 4 + 3]!) / 256 ** 2);
    expect(mean(areas)).toBeCloseTo(0.2, 2);
    expect(std(areas)).toBeCloseTo(0.2 / Math.sqrt(12), 2);
    // log-uniform: as often wide as tall
    const wide = column(boxes, 4, 2).filter((height, i) => boxes[i * 4 + 3]! > height).length;
    expect(wide / areas.length).toBeCloseTo(0.5, 1);
  });

  it('falls back to the largest central box of an allowed shape', () => {
    const wideOnly = { ...crop, scale: [1, 1], ratio: [4, 4] } as const;
    expect(numbers(wideOnly, [1, 4])).toEqual([10, 0, 12, 48]);
    const tallOnly = { ...crop, scale: [1, 1], ratio: [0.25, 0.25] } as const;
    expect(numbers(tallOnly, [1, 4])).toEqual([0, 20, 32, 8]);
    const fitting = { ...crop, scale: [4, 4], ratio: [1, 2] } as const;
    expect(numbers(fitting, [1, 4])).toEqual([0, 0, 32, 48]);
  });
});

describe('colorJitter', () => {
  it('draws factors in their ranges and leaves some images alone', () => {
    const factors = numbers(samplers[4]!, [4000, 4]);
    const ranges = [
      [0.6, 1.4],
      [0.6, 1.4],
      [0, 3],
      [-0.1, 0.1],
    ] as const;
    for (const [at, [low, high]] of ranges.entries()) {
      const values = column(factors, 4, at);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(low - 1e-6);
      expect(Math.max(...values)).toBeLessThanOrEqual(high + 1e-6);
    }
    const untouched = column(factors, 4, 3).filter(
      (hue, i) => hue === 0 && factors.slice(i * 4, i * 4 + 3).every((factor) => factor === 1),
    );
    expect(untouched.length / 4000).toBeCloseTo(0.2, 1);
  });
});

describe('orders', () => {
  it('gives every order equally often', () => {
    const values = numbers({ kind: 'orders', count: 4 }, [24000, 4]);
    const counts = new Map<string, number>();
    for (let i = 0; i < values.length; i += 4) {
      const order = values.slice(i, i + 4);
      expect([...order].sort()).toEqual([0, 1, 2, 3]);
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
