import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noise, relativeError, run } from './kernel-harness.ts';

const shape = (maxRank: number, maxSize = 6) =>
  fc.array(fc.integer({ min: 1, max: maxSize }), { minLength: 1, maxLength: maxRank });

/** Asserts equality to the bit, since these kernels compute nothing. */
async function same(kernel: string, inputs: Parameters<typeof run>[2], attrs: object) {
  const ours = await run('wasm', kernel, inputs, attrs);
  const theirs = await run('cpu', kernel, inputs, attrs);
  expect(ours.shape).toEqual(theirs.shape);
  expect(Array.from(ours.data)).toEqual(Array.from(theirs.data));
}

describe('kernels that move elements equal those of the cpu backend', () => {
  it('Tile', async () => {
    const tiles = shape(4, 5).chain((s) =>
      fc.tuple(
        fc.constant(s),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: s.length, maxLength: s.length }),
      ),
    );
    await fc.assert(fc.asyncProperty(tiles, ([s, reps]) => same('Tile', { x: noise(s, 1) }, { reps })));
  });

  it('GatherV2', async () => {
    const gathers = shape(4).chain((s) =>
      fc.integer({ min: 0, max: s.length - 1 }).chain((axis) =>
        fc.record({
          s: fc.constant(s),
          axis: fc.constant(axis),
          ids: fc.array(fc.integer({ min: 0, max: s[axis]! - 1 }), { minLength: 1, maxLength: 9 }),
        }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(gathers, ({ s, axis, ids }) => {
        const indices = { shape: [ids.length], data: ids, dtype: 'int32' as const };
        return same('GatherV2', { x: noise(s, 1), indices }, { axis, batchDims: 0 });
      }),
    );
  });

  it('Reverse', async () => {
    const reversals = shape(4).chain((s) => fc.tuple(fc.constant(s), fc.subarray([...s.keys()])));
    await fc.assert(
      fc.asyncProperty(reversals, ([s, dims]) => same('Reverse', { x: noise(s, 1) }, { dims })),
    );
  });

  it('Slice', async () => {
    const cut = (size: number) =>
      fc
        .tuple(fc.integer({ min: 0, max: size - 1 }), fc.integer({ min: 1, max: size }))
        .map(([begin, count]) => ({
          begin,
          count: Math.min(count, size - begin),
        }));
    const slices = shape(6, 4).chain((s) => fc.tuple(fc.constant(s), fc.tuple(...s.map(cut))));
    await fc.assert(
      fc.asyncProperty(slices, ([s, cuts]) => {
        const attrs = { begin: cuts.map(({ begin }) => begin), size: cuts.map(({ count }) => count) };
        return same('Slice', { x: noise(s, 1) }, attrs);
      }),
    );
  });

  it('Transpose', async () => {
    const permutations = shape(5).chain((s) =>
      fc.tuple(fc.constant(s), fc.shuffledSubarray([...s.keys()], { minLength: s.length })),
    );
    await fc.assert(
      fc.asyncProperty(permutations, ([s, perm]) => same('Transpose', { x: noise(s, 1) }, { perm })),
    );
    await same('Transpose', { x: noise([3, 70, 45], 2) }, { perm: [0, 2, 1] });
  });

  it('Select', async () => {
    await fc.assert(
      fc.asyncProperty(shape(3), async (s) => {
        const [t, e] = [noise(s, 1), noise(s, 2)];
        const condition = { ...noise(s, 3), dtype: 'bool' as const };
        condition.data = Array.from(condition.data, (v) => Number(v > 0));
        await same('Select', { condition, t, e }, {});
      }),
    );
  });
});

describe('pairwise kernels equal those of the cpu backend, broadcasting', () => {
  const pair = shape(5, 4).chain((s) => {
    const lesser = fc.tuple(...s.map((size) => fc.constantFrom(size, 1)));
    const shortened = fc.tuple(lesser, fc.integer({ min: 0, max: s.length })).map(([d, cut]) => d.slice(cut));
    return fc.tuple(fc.tuple(...s.map((size) => fc.constantFrom(size, size, 1))), shortened);
  });
  const whole = (v: ReturnType<typeof noise>) => ({
    shape: v.shape,
    data: Array.from(v.data, (x) => Math.round(x)),
    dtype: 'int32' as const,
  });

  it.each(['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual'])('%s', async (kernel) => {
    await fc.assert(
      fc.asyncProperty(pair, fc.boolean(), async ([a, b], integers) => {
        const inputs = { a: whole(noise(a, 1)), b: whole(noise(b, 2)) };
        const dtype = integers ? ('int32' as const) : ('float32' as const);
        await same(kernel, { a: { ...inputs.a, dtype }, b: { ...inputs.b, dtype } }, {});
      }),
    );
  });

  it.each(['Maximum', 'Minimum'])('%s', async (kernel) => {
    await fc.assert(fc.asyncProperty(pair, ([a, b]) => same(kernel, { a: noise(a, 1), b: noise(b, 2) }, {})));
    const inputs = { a: { shape: [2], data: [NaN, 1] }, b: { shape: [2], data: [0, NaN] } };
    expect(relativeError(await run('wasm', kernel, inputs, {}), { shape: [2], data: [0, 0] })).toBe(Infinity);
  });
});

it('GatherV2 refuses an index out of range', async () => {
  const indices = { shape: [2], data: [0, 3], dtype: 'int32' as const };
  const attrs = { axis: 0, batchDims: 0 };
  await expect(run('wasm', 'GatherV2', { x: noise([3, 2], 1), indices }, attrs)).rejects.toThrow('index 3');
});
