import { tensor } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { threadPool } from './wasm/native.ts';
import { nodeThreads } from './wasm/node-threads.ts';
import { startWasmBackend } from './wasm/start-wasm-backend.ts';
import type { ThreadHost } from './wasm/thread-host.ts';

const product = (): number[] =>
  Array.from(
    tensor([[1, 2]])
      .matMul(tensor([[3], [4]]))
      .dataSync(),
  );

it('one thread works where no helper starts, and where one answers with a problem', async () => {
  const host = nodeThreads();
  const refuses: ThreadHost = {
    ...host,
    startHelper: () => {
      throw new Error('no workers here');
    },
  };
  const { backend, threads } = await startWasmBackend(undefined, { count: 3, host: refuses });
  expect(threads).toBe(1);
  threadPool(backend)!.worth = 0;
  expect(product()).toEqual([11]);

  let ended = 0;
  const fails: ThreadHost = {
    ...host,
    startHelper: () => ({
      send: () => undefined,
      onAnswer: (receive) => receive('out of memory'),
      end: () => void ended++,
    }),
  };
  expect((await startWasmBackend(undefined, { count: 3, host: fails })).threads).toBe(1);
  expect(ended).toBe(2);
  expect(product()).toEqual([11]);

  expect((await startWasmBackend(undefined, { count: 2, host })).threads).toBe(2);
  expect(product()).toEqual([11]);
});
