import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noise, relativeError, run } from './kernel-harness.ts';

describe.each(['Sum', 'Mean'])('%s', (kernel) => {
  it('agrees with the cpu backend over any axes', async () => {
    const reduction = fc
      .array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 })
      .chain((shape) =>
        fc.record({
          shape: fc.constant(shape),
          axis: fc.subarray(
            shape.map((_, i) => i),
            { minLength: 1 },
          ),
          keepDims: fc.boolean(),
          seed: fc.integer({ min: 0, max: 1000 }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(reduction, async ({ shape, axis, keepDims, seed }) => {
        const inputs = { x: noise(shape, seed, 1) };
        const ours = await run('wasm', kernel, inputs, { axis, keepDims });
        const theirs = await run('cpu', kernel, inputs, { axis, keepDims });
        expect(relativeError(ours, theirs)).toBeLessThanOrEqual(1e-5);
      }),
    );
  });

  it.each([
    [[40000, 6], 0],
    [[3, 20000, 5], 1],
    [[2, 100003], 1],
  ])('keeps its precision over long sums: %j over %j', async (shape, axis) => {
    const x = noise(shape, 3, 1);
    const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
    const exact = new Float64Array(x.data.length / shape[axis]!);
    for (let i = 0; i < x.data.length; i++) {
      const outer = Math.floor(i / inner / shape[axis]!);
      exact[outer * inner + (i % inner)]! += x.data[i]! / (kernel === 'Mean' ? shape[axis]! : 1);
    }
    const ours = await run('wasm', kernel, { x }, { axis: [axis], keepDims: false });
    expect(relativeError(ours, { shape: ours.shape, data: exact })).toBeLessThanOrEqual(1e-6);
  });
});

it('sums integers with the stock kernel', async () => {
  const x = { shape: [2, 3], data: [1, 2, 3, 4, 5, 6], dtype: 'int32' as const };
  const sums = await run('wasm', 'Sum', { x }, { axis: [0], keepDims: false });
  expect(Array.from(sums.data)).toEqual([5, 7, 9]);
});
