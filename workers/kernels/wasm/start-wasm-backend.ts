import { backend, engine, env, ready, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { setThreads } from './native.ts';
import { registerWasmKernels } from './register.ts';
import { withSharedMemory } from './shared-memory.ts';
import { canShareMemory, type ThreadHost } from './thread-host.ts';

/** Where the binaries of `@tensorflow/tfjs-backend-wasm` are: a folder ending in `/`, or a URL for each name. */
export type WasmPaths = Parameters<typeof setWasmPaths>[0];

export interface Threads {
  /** The calling one among them. */
  readonly count: number;
  readonly host: ThreadHost;
}

/** tfjs asks for one of them by what the engine can do. */
const NAMES = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
];

/**
 * Makes tfjs's `wasm` backend the current one, with the kernels that training needs registered on it.
 *
 * tfjs's own single-thread SIMD binary is chosen even where there are threads: nearly all arithmetic of a training step is in our
 * own kernels, and tfjs's threaded binary starts eight workers, uses half the processors and breaks when it is minified.
 * Where helpers are asked for, that binary's memory is made shared, and helper threads run our kernels on it.
 *
 * @param paths the binaries' location. In Node it may be left out: the package's CommonJS entry finds its own files.
 *   A bundler moves them, so a browser build has to say where they went.
 * @param threads one where it is left out, where memory cannot be shared, where no worker starts, and where the backend runs
 *   already on memory that is not shared
 * @throws when the binary cannot be loaded or the engine has no WASM SIMD
 */
export async function startWasmBackend(
  paths?: WasmPaths,
  threads?: Threads,
): Promise<{ readonly backend: BackendWasm; readonly threads: number }> {
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT')))
    throw new Error('this engine has no WebAssembly SIMD');
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const shared = threads && threads.count > 1 && !runs() ? await sharedBinary(threads.host) : null;
  if (shared !== null) setWasmPaths(Object.fromEntries(NAMES.map((name) => [name, shared])), true);
  else if (paths !== undefined) setWasmPaths(paths);
  if (!(await setBackend('wasm'))) throw new Error("tfjs's wasm backend could not be started");
  await ready();
  if (shared !== null) URL.revokeObjectURL(shared);
  await registerWasmKernels();
  const started = backend() as BackendWasm;
  return { backend: started, threads: threads ? await setThreads(started, threads.count, threads.host) : 1 };
}

/** Whether the backend was started before. (tfjs's `findBackend` would start it.) */
function runs(): boolean {
  return 'wasm' in engine().registry;
}

/** The address of tfjs's binary on shared memory; null where there can be none. */
async function sharedBinary(host: ThreadHost): Promise<string | null> {
  if (!canShareMemory()) return null;
  try {
    const binary = withSharedMemory(await host.readBinary());
    return URL.createObjectURL(new Blob([binary], { type: 'application/wasm' }));
  } catch {
    return null;
  }
}
