import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noise, relativeError, run } from './kernel-harness.ts';

it.each([
  ['mixed signs', 0],
  ['all negative', -10],
])('MaxPoolGrad agrees with the cpu backend: %s', async (_, shift) => {
  const pooling = fc.record({
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 3, max: 9 }),
    width: fc.integer({ min: 3, max: 9 }),
    channels: fc.integer({ min: 1, max: 9 }),
    size: fc.integer({ min: 1, max: 3 }),
    strides: fc.integer({ min: 1, max: 3 }),
    pad: fc.constantFrom('valid', 'same'),
    seed: fc.integer({ min: 0, max: 1000 }),
  });
  await fc.assert(
    fc.asyncProperty(pooling, async ({ batch, height, width, channels, size, strides, pad, seed }) => {
      const attrs = { filterSize: size, strides, pad };
      const input = noise([batch, height, width, channels], seed, shift);
      const output = await run('cpu', 'MaxPool', { x: input }, attrs);
      const inputs = { dy: noise(output.shape, seed + 1), input, output };
      const ours = await run('wasm', 'MaxPoolGrad', inputs, attrs);
      const theirs = await run('cpu', 'MaxPoolGrad', inputs, attrs);
      expect(relativeError(ours, theirs)).toBeLessThanOrEqual(1e-5);
    }),
  );
});

it('gives the gradient of an all-zero window to its own first element', async () => {
  const zeros = { shape: [1, 2, 4, 1], data: [0, 0, 0, 0, 0, 0, 0, 0] };
  const dy = { shape: [1, 1, 2, 1], data: [3, 5] };
  const output = { shape: [1, 1, 2, 1], data: [0, 0] };
  const attrs = { filterSize: 2, strides: 2, pad: 'valid' };
  const dx = await run('wasm', 'MaxPoolGrad', { dy, input: zeros, output }, attrs);
  expect(Array.from(dx.data)).toEqual([3, 0, 5, 0, 0, 0, 0, 0]);
});
