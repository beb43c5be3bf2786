import { expect, test } from 'vitest';
import { digestOf, fingerprint } from './fingerprint.ts';

const tensor = (...data: number[]) => ({
  shape: [data.length],
  dtype: 'float32',
  data: Float32Array.from(data),
});

test('the digest knows every bit, every name and every shape, and no order', () => {
  const digest = digestOf({ a: tensor(1, 2), b: tensor(3) });
  expect(digestOf({ b: tensor(3), a: tensor(1, 2) })).toBe(digest);
  const others = [
    { a: tensor(1, 2), b: tensor(3 + 2 ** -22) },
    { a: tensor(1, 2), c: tensor(3) },
    { a: { ...tensor(1, 2), shape: [1, 2] }, b: tensor(3) },
    { a: tensor(1), b: tensor(2, 3) },
    { a: tensor(1, 2) },
  ].map(digestOf);
  expect(new Set([digest, ...others]).size).toBe(6);
  expect(digestOf({ a: tensor(0) })).not.toBe(digestOf({ a: tensor(-0) }));
});

test('the digest reads a part of a buffer, not all of it', () => {
  const part = { ...tensor(2), data: Float32Array.of(1, 2, 3).subarray(1, 2) };
  expect(digestOf({ a: part })).toBe(digestOf({ a: tensor(2) }));
});

test('the fingerprint is short enough to be compared by eye', () => {
  const digest = digestOf({ a: tensor(1) });
  const print = fingerprint(digest, [0.5, 0.25]);
  expect(print).toMatch(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
  expect(fingerprint(digest, new Float64Array([0.5, 0.25]))).toBe(print);
  expect(fingerprint(digest, [0.25, 0.5])).not.toBe(print);
  expect(fingerprint(digestOf({ a: tensor(2) }), [0.5, 0.25])).not.toBe(print);
});
