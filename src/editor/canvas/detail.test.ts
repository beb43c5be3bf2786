import { expect, it } from 'vitest';
import { isMany, isSimple } from './detail.ts';

it('is simple where there are many nodes and they are far away, and only there', () => {
  expect(isMany(120)).toBe(false);
  expect(isMany(121)).toBe(true);
  expect(isSimple(500, 0.34)).toBe(true);
  expect(isSimple(500, 0.35)).toBe(false);
  expect(isSimple(120, 0.01)).toBe(false);
});
