import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { relaxedSimdBinary, simdBinary } from './binaries.generated.ts';
import type { NativeKernels } from './native-kernels.ts';
import { withSharedMemory } from './shared-memory.ts';
import type { ThreadHost } from './thread-host.ts';
import { ThreadPool } from './thread-pool.ts';

/**
 * A module with one function: `f32x4.relaxed_madd` of three zero vectors, dropped. It is valid where the engine has
 * relaxed SIMD.
 */
const relaxedSimdProbe = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00], // type 0: () -> ()
  ...[0x03, 0x02, 0x01, 0x00], // function 0 has type 0
  ...[0x0a, 0x15, 0x01, 0x13, 0x00], // code: one body of 19 bytes, no locals
  ...[0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f], // three times i8x16.splat(0)
  ...[0xfd, 0x85, 0x02, 0x1a, 0x01, 0x0b], // f32x4.relaxed_madd, drop, nop, end
]);

/** Whether the engine fuses multiply and add in WASM ("relaxed SIMD"). */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(relaxedSimdProbe);
}

interface Loaded {
  readonly kernels: NativeKernels;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Where the memory is shared. */
  readonly pool: ThreadPool | null;
}

const loaded = new WeakMap<BackendWasm, Loaded>();

/**
 * Instantiates our kernels on the memory of a running backend, so that they read and write its tensors in place. That
 * memory is an export of the backend's own module, which Emscripten keeps as `asm`.
 *
 * @param relaxed use the binary with fused multiply-add; by default where the engine has it
 */
export async function loadNative(backend: BackendWasm, relaxed = hasRelaxedSimd()): Promise<void> {
  if (loaded.has(backend)) return;
  const { memory } = (backend.wasm as unknown as { asm: { memory: WebAssembly.Memory } }).asm;
  const binary = Uint8Array.from(atob(relaxed ? relaxedSimdBinary : simdBinary), (c) => c.charCodeAt(0));
  const shared = typeof SharedArrayBuffer === 'function' && memory.buffer instanceof SharedArrayBuffer;
  const { module, instance } = await WebAssembly.instantiate(shared ? withSharedMemory(binary) : binary, {
    env: { memory },
  });
  const kernels = instance.exports as unknown as NativeKernels;
  const pool = shared ? new ThreadPool(instance.exports as never) : null;
  loaded.set(backend, { kernels, module, memory, pool });
}

function loadedOf(backend: BackendWasm): Loaded {
  const all = loaded.get(backend);
  if (!all) throw new Error('registerWasmKernels() was not awaited on this wasm backend');
  return all;
}

/** The kernels on a backend's memory; `loadNative` must have been awaited. */
export function native(backend: BackendWasm): NativeKernels {
  return loadedOf(backend).kernels;
}

/** The threads that work on a backend's memory; null where the memory is not shared. */
export function threadPool(backend: BackendWasm): ThreadPool | null {
  return loadedOf(backend).pool;
}

/**
 * Gives a backend so many threads, the calling one among them, as far as they can be had: one where its memory is not shared.
 *
 * @returns how many it has
 */
export async function setThreads(backend: BackendWasm, count: number, host: ThreadHost): Promise<number> {
  const { pool, module, memory } = loadedOf(backend);
  if (!pool) return 1;
  if (pool.threads !== count) {
    pool.end();
    await pool.start(count - 1, host, module, memory);
  }
  return pool.threads;
}
