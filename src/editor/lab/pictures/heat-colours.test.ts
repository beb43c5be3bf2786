import { expect, it } from 'vitest';
import { heatPixels } from './heat-colours.ts';

it('runs from blue over the ground to orange, and no further', () => {
  const pixels = heatPixels(Float32Array.of(-1, 0, 0.5, 1, 1.5), [255, 255, 255]);
  expect([...pixels]).toEqual([
    ...[0, 114, 178, 255],
    ...[255, 255, 255, 255],
    ...[234, 174, 128, 255],
    ...[213, 94, 0, 255],
    ...[213, 94, 0, 255],
  ]);
});
