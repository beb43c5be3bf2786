import { engine, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { noise, twoThreads } from './kernel-harness.ts';
import { setThreads, threadPool } from './wasm/native.ts';
import { nodeThreads } from './wasm/node-threads.ts';
import { startWasmBackend } from './wasm/start-wasm-backend.ts';

const image = { strides: 1, pad: 1, dataFormat: 'NHWC', dimRoundingMode: 'floor', dilations: 1 };
const half = { ...image, strides: 2 };
const [x, filter, dy] = [noise([8, 32, 32, 24], 1), noise([3, 3, 24, 40], 2), noise([8, 16, 16, 40], 3)];
const flat = noise([2, 8, 5000], 4);

/** Large enough that a second thread is asked for help of its own accord. */
const large: [string, Record<string, ReturnType<typeof noise>>, object][] = [
  ['Conv2D', { x, filter }, half],
  ['Conv2DBackpropInput', { dy, filter }, { ...half, inputShape: x.shape }],
  ['Conv2DBackpropFilter', { x, dy }, { ...half, filterShape: filter.shape }],
  ['BatchMatMul', { a: noise([1, 300, 200], 5), b: noise([1, 90, 200], 6) }, { transposeB: true }],
  ['Sum', { x: noise([9000, 40], 7) }, { axis: [0] }],
  ['Mean', { x: flat }, { axis: [2] }],
  ['Maximum', { a: x, b: noise([24], 8) }, {}],
  ['Transpose', { x: flat }, { perm: [0, 2, 1] }],
];

const bits = async (kernel: string, inputs: (typeof large)[number][1], attrs: object): Promise<Buffer> => {
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape }]) => [name, tensor(data as Float32Array, shape)]),
  );
  const out = engine().runKernel(kernel, tensors, attrs as never) as Tensor;
  const data = (await out.data()) as Float32Array;
  for (const made of [...Object.values(tensors), out]) made.dispose();
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
};

describe('a second thread', () => {
  it.each(large)('helps with %s, and not one bit of the result changes', async (kernel, inputs, attrs) => {
    const pool = await twoThreads();
    const usual = pool.worth;
    pool.worth = Infinity;
    const alone = await bits(kernel, inputs, attrs);
    pool.worth = usual;
    const before = pool.helped;
    // on a busy machine the helper may find no processor for a while
    for (let tries = 0; tries < 2000 && pool.helped < before + 3; tries++)
      expect((await bits(kernel, inputs, attrs)).equals(alone)).toBe(true);
    expect(pool.helped).toBeGreaterThan(before);
  });

  it('is not asked for short work', async () => {
    const pool = await twoThreads();
    const before = pool.helped;
    for (let i = 0; i < 100; i++)
      await bits('BatchMatMul', { a: noise([1, 8, 8], 1), b: noise([1, 8, 8], 2) }, {});
    expect(pool.helped).toBe(before);
  });

  it('may be given up and called again, or be joined by more', async () => {
    const { backend } = await startWasmBackend();
    const host = nodeThreads();
    const pool = threadPool(backend)!;
    pool.worth = 0;
    const [kernel, inputs, attrs] = large[0]!;
    const results: Buffer[] = [];
    for (const count of [1, 2, 3, 1]) {
      expect(await setThreads(backend, count, host)).toBe(count);
      expect(pool.threads).toBe(count);
      results.push(await bits(kernel, inputs, attrs));
    }
    expect(results.every((result) => result.equals(results[0]!))).toBe(true);
  });

  it('sees memory that was added after it started', async () => {
    const pool = await twoThreads();
    const { backend } = await startWasmBackend();
    const heap = () => (backend.wasm as unknown as { HEAPU8: Uint8Array }).HEAPU8.length;
    const before = heap();
    const values = noise([3000, 1000], 1);
    const held = Array.from({ length: 6 }, () => tensor(values.data as Float32Array, values.shape));
    pool.worth = Infinity;
    const alone = await bits('Transpose', { x: values }, { perm: [1, 0] });
    pool.worth = 0;
    for (let i = 0; i < 5; i++)
      expect((await bits('Transpose', { x: values }, { perm: [1, 0] })).equals(alone)).toBe(true);
    expect(heap()).toBeGreaterThan(before);
    for (const made of held) made.dispose();
  });
});
