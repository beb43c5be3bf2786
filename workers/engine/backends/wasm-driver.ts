import { startWasmBackend, type WasmPaths } from '../../kernels/wasm/start-wasm-backend.ts';
import { usualThreads, type ThreadHost } from '../../kernels/wasm/thread-host.ts';
import { unusable, type BackendDriver } from './driver.ts';

interface WasmOptions {
  /** Where tfjs's binaries are, not needed in Node. */
  readonly paths?: WasmPaths;
  /** Where helper threads come from; none where it is left out. */
  readonly host?: ThreadHost;
  /** All processors up to four where it is left out. */
  readonly threads?: number | undefined;
}

const describe = (threads: number): string =>
  `WebAssembly SIMD, ${threads} thread${threads === 1 ? '' : 's'}`;

/** tfjs in WebAssembly with SIMD and with our kernels, on as many threads as are to be had. */
export function wasmDriver({ paths, host, threads }: WasmOptions = {}): BackendDriver {
  return {
    backend: 'wasm',
    detect: () =>
      Promise.resolve(
        typeof WebAssembly === 'object'
          ? { usable: true, software: false, detail: 'WebAssembly SIMD' }
          : unusable('there is no WebAssembly here'),
      ),
    start: async () => {
      const wanted = host ? { host, count: threads ?? usualThreads(host) } : undefined;
      const { threads: running } = await startWasmBackend(paths, wanted);
      return { threads: running, detail: describe(running) };
    },
  };
}
