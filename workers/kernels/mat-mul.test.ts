import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noise, relativeError, run } from './kernel-harness.ts';

const size = fc.integer({ min: 1, max: 21 });
const problem = fc.record({
  batchA: fc.integer({ min: 1, max: 3 }),
  shared: fc.constantFrom('neither', 'a', 'b'),
  m: size,
  n: size,
  k: size,
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  seed: fc.integer({ min: 0, max: 1000 }),
});
type Problem = typeof problem extends fc.Arbitrary<infer T> ? T : never;

async function agrees({ batchA, shared, m, n, k, transposeA, transposeB, seed }: Problem) {
  const inputs = {
    a: noise([shared === 'a' ? 1 : batchA, ...(transposeA ? [k, m] : [m, k])], seed),
    b: noise([shared === 'b' ? 1 : batchA, ...(transposeB ? [n, k] : [k, n])], seed + 1),
  };
  const ours = await run('wasm', 'BatchMatMul', inputs, { transposeA, transposeB });
  const theirs = await run('cpu', 'BatchMatMul', inputs, { transposeA, transposeB });
  expect(relativeError(ours, theirs)).toBeLessThanOrEqual(1e-5);
}

describe('BatchMatMul', () => {
  it('agrees with the cpu backend on small random shapes', async () => {
    await fc.assert(fc.asyncProperty(problem, agrees));
  });

  const transposes = [
    { transposeA: false, transposeB: false },
    { transposeA: true, transposeB: false },
    { transposeA: false, transposeB: true },
    { transposeA: true, transposeB: true },
  ];
  it.each(transposes)(
    'agrees with it beyond one cache block: $transposeA, $transposeB',
    async (transposed) => {
      const common = { batchA: 1, shared: 'neither' as const, seed: 7, ...transposed };
      await agrees({ ...common, m: 101, n: 67, k: 601 });
      await agrees({ ...common, m: 6, n: 1037, k: 290 });
    },
  );

  it('refuses sizes that do not fit', async () => {
    const inputs = { a: noise([1, 2, 3], 1), b: noise([1, 4, 5], 2) };
    await expect(
      run('wasm', 'BatchMatMul', inputs, { transposeA: false, transposeB: false }),
    ).rejects.toThrow('inner');
  });
});
