import { expect, it } from 'vitest';
import { scaleToFit } from './fit-formula.ts';

it('leaves a formula that fits as it is', () => {
  expect(scaleToFit(200, 270)).toBe(1);
  expect(scaleToFit(270, 270)).toBe(1);
});

it('sets a wide formula smaller, so that it fits', () => {
  const scale = scaleToFit(300, 270);
  expect(scale * 300).toBeLessThan(270);
  expect(scale * 300).toBeGreaterThan(265);
});

it('sets no formula so small that it cannot be read', () => {
  expect(scaleToFit(900, 270)).toBe(0.75);
});

it('waits for a place that has no width yet', () => {
  expect(scaleToFit(300, 0)).toBe(1);
});
