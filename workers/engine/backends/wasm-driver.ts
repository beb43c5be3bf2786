import { startWasmBackend, type WasmPaths } from '../../kernels/wasm/start-wasm-backend.ts';
import { unusable, type BackendDriver } from './driver.ts';

/** tfjs in WebAssembly with SIMD and with our kernels. `paths`: where its binaries are, not needed in Node. */
export function wasmDriver(paths?: WasmPaths): BackendDriver {
  return {
    backend: 'wasm',
    detect: () =>
      Promise.resolve(
        typeof WebAssembly === 'object'
          ? { usable: true, software: false, detail: 'WebAssembly SIMD, 1 thread' }
          : unusable('there is no WebAssembly here'),
      ),
    start: async () => {
      await startWasmBackend(paths);
    },
  };
}
