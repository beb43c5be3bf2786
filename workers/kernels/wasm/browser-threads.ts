import type { HelperThread, ThreadHost } from './thread-host.ts';

/** Threads of a browser: workers, started from a worker. `url`: where tfjs's WASM module with SIMD is. */
export function browserThreads(url: string): ThreadHost {
  return {
    processors: navigator.hardwareConcurrency,
    readBinary: async () => {
      const response = await fetch(url, { credentials: 'same-origin' });
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    startHelper,
  };
}

function startHelper(source: string): HelperThread {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(address);
  return {
    send: (message) => worker.postMessage(message),
    onAnswer: (receive) => {
      const hear = (problem: string | null): void => {
        URL.revokeObjectURL(address);
        receive(problem);
      };
      worker.onmessage = ({ data }: MessageEvent<string | null>) => hear(data);
      worker.onerror = ({ message }) => hear(message || 'the browser starts no worker');
      worker.onmessageerror = () => hear('the browser does not share memory with the worker');
    },
    end: () => worker.terminate(),
  };
}
