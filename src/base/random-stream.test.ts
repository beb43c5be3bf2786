import { expect, test } from 'vitest';
import { randomStream } from './random-stream.ts';

test('a stream is a function of seed, name and step', () => {
  const a = randomStream(7, 'augment.crop').words(3, 9);
  expect(randomStream(7, 'augment.crop').words(3, 9)).toEqual(a);
  expect(randomStream(8, 'augment.crop').words(3, 9)).not.toEqual(a);
  expect(randomStream(7, 'augment.flip').words(3, 9)).not.toEqual(a);
  expect(randomStream(7, 'augment.crop').words(4, 9)).not.toEqual(a);
});

test('a longer draw begins with the shorter one', () => {
  const stream = randomStream(1, 'x');
  expect([...stream.uniforms(0, 10).subarray(0, 3)]).toEqual([...stream.uniforms(0, 3)]);
});

test('uniform numbers fill [0, 1) evenly', () => {
  const u = randomStream(1, 'u').uniforms(0, 20000);
  const mean = u.reduce((sum, x) => sum + x, 0) / u.length;
  expect(Math.min(...u)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...u)).toBeLessThan(1);
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
});

test('normal numbers have mean 0 and variance 1', () => {
  const z = randomStream(1, 'z').normals(0, 20001);
  const mean = z.reduce((sum, x) => sum + x, 0) / z.length;
  const variance = z.reduce((sum, x) => sum + (x - mean) ** 2, 0) / z.length;
  expect(z).toHaveLength(20001);
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.03);
});

test('a permutation holds every index once', () => {
  const order = randomStream(5, 'epoch').permutation(2, 1000);
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect([...order.subarray(0, 5)]).not.toEqual([0, 1, 2, 3, 4]);
});
