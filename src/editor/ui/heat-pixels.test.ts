import { expect, test } from 'vitest';
import { heatPixels, heatScale, parseHex } from './heat-pixels.ts';

const COLOURS = {
  zero: [255, 255, 255],
  positive: [0, 0, 200],
  negative: [200, 0, 0],
  missing: [1, 2, 3],
} as const;

test('a heat map tells signs apart, and what is not finite from 0', () => {
  const values = [0, 2, -2, 1, NaN, Infinity];
  const scale = heatScale(values);
  expect(scale).toBe(2);
  const pixels = heatPixels(values, scale, COLOURS);
  const colour = (i: number) => [...pixels.subarray(4 * i, 4 * i + 4)];
  expect([0, 1, 2, 4, 5].map(colour)).toEqual([
    [255, 255, 255, 255],
    [0, 0, 200, 255],
    [200, 0, 0, 255],
    [1, 2, 3, 255],
    [1, 2, 3, 255],
  ]);
  expect(colour(3)).toEqual([128, 128, 228, 255]);
});

test('a matrix of zeros has the colour of 0', () => {
  expect([...heatPixels([0], heatScale([0]), COLOURS)]).toEqual([255, 255, 255, 255]);
  expect(parseHex('#3d4fc4')).toEqual([0x3d, 0x4f, 0xc4]);
});

test('a scale of its own ends where it says: beyond it colours are full, below it they are as pale', () => {
  const pixels = heatPixels([-1, 0, 0.5, 1, 1.5], 1, {
    ...COLOURS,
    positive: [213, 94, 0],
    negative: [0, 114, 178],
  });
  expect([...pixels]).toEqual([
    ...[0, 114, 178, 255],
    ...[255, 255, 255, 255],
    ...[234, 174, 128, 255],
    ...[213, 94, 0, 255],
    ...[213, 94, 0, 255],
  ]);
});
