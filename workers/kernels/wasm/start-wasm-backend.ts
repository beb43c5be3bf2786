import { env, setBackend, ready, backend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { registerWasmKernels } from './register.ts';

/** Where the binaries of `@tensorflow/tfjs-backend-wasm` are: a folder ending in `/`, or a URL for each name. */
export type WasmPaths = Parameters<typeof setWasmPaths>[0];

/**
 * Makes tfjs's `wasm` backend the current one, with the kernels that training needs registered on it.
 *
 * The single-thread SIMD binary is chosen even where the page is cross-origin isolated: nearly all arithmetic of a
 * training step is in our own kernels, which run on the calling thread, and a non-shared memory is what they import.
 *
 * @param paths the binaries' location. In Node it may be left out: the package's CommonJS entry finds its own files.
 *   A bundler moves them, so a browser build has to say where they went.
 * @throws when the binary cannot be loaded or the engine has no WASM SIMD
 */
export async function startWasmBackend(paths?: WasmPaths): Promise<BackendWasm> {
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT')))
    throw new Error('this engine has no WebAssembly SIMD');
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (paths !== undefined) setWasmPaths(paths);
  if (!(await setBackend('wasm'))) throw new Error("tfjs's wasm backend could not be started");
  await ready();
  await registerWasmKernels();
  return backend() as BackendWasm;
}
