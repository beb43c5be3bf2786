import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { HelperThread, ThreadHost } from './thread-host.ts';

/** Threads of Node. They do not keep the process from ending. */
export function nodeThreads(): ThreadHost {
  return {
    processors: availableParallelism(),
    readBinary: () => {
      const { resolve } = createRequire(import.meta.url);
      return readFile(resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'));
    },
    startHelper,
  };
}

function startHelper(source: string): HelperThread {
  // without the loaders of this process, which plain JavaScript does not need
  const worker = new Worker(source, { eval: true, execArgv: [] });
  worker.unref();
  return {
    send: (message) => worker.postMessage(message),
    onAnswer: (receive) => {
      worker.once('message', receive);
      worker.once('error', ({ message }) => receive(message));
    },
    end: () => void worker.terminate(),
  };
}
