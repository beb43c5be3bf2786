import { tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs';
import { expect, it, vi } from 'vitest';
import { threadPool } from './wasm/native.ts';
import { nodeThreads } from './wasm/node-threads.ts';
import { startWasmBackend } from './wasm/start-wasm-backend.ts';
import { canShareMemory, usualThreads, type ThreadHost } from './wasm/thread-host.ts';

it('memory is not shared on a page that is not isolated, nor on its main thread', () => {
  expect(canShareMemory()).toBe(true);
  for (const [name, value] of [
    ['crossOriginIsolated', false],
    ['document', {}],
    ['SharedArrayBuffer', undefined],
  ] as const) {
    vi.stubGlobal(name, value);
    expect(canShareMemory(), name).toBe(false);
    vi.unstubAllGlobals();
  }
});

it('one thread works where the binary cannot be had, on memory of its own', async () => {
  const host: ThreadHost = { ...nodeThreads(), readBinary: () => Promise.reject(new Error('404')) };
  const { backend, threads } = await startWasmBackend(undefined, { count: 2, host });
  expect(threads).toBe(1);
  expect(threadPool(backend)).toBeNull();
  expect(
    Array.from(
      tensor([[1, 2]])
        .matMul(tensor([[3], [4]]))
        .dataSync(),
    ),
  ).toEqual([11]);
  // a later wish comes too late for this memory
  expect((await startWasmBackend(undefined, { count: 2, host: nodeThreads() })).threads).toBe(1);
});

it.each([
  [1, 1],
  [2, 2],
  [4, 4],
  [64, 4],
])('of %i processors %i are used', (processors, used) => {
  expect(usualThreads({ ...nodeThreads(), processors })).toBe(used);
});
