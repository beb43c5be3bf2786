import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noise, relativeError, run } from './kernel-harness.ts';

it('UnsortedSegmentSum agrees with the cpu backend', async () => {
  const segments = fc.record({
    ids: fc.array(fc.integer({ min: -1, max: 7 }), { minLength: 1, maxLength: 20 }),
    rest: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
    seed: fc.integer({ min: 0, max: 1000 }),
  });
  await fc.assert(
    fc.asyncProperty(segments, async ({ ids, rest, seed }) => {
      const segmentIds = { shape: [ids.length], data: ids, dtype: 'int32' as const };
      const inputs = { x: noise([ids.length, ...rest], seed), segmentIds };
      const ours = await run('wasm', 'UnsortedSegmentSum', inputs, { numSegments: 6 });
      const theirs = await run('cpu', 'UnsortedSegmentSum', inputs, { numSegments: 6 });
      expect(relativeError(ours, theirs)).toBeLessThanOrEqual(1e-5);
    }),
  );
});
