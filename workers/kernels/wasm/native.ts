import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { relaxedSimdBinary, simdBinary } from './binaries.generated.ts';
import type { NativeKernels } from './native-kernels.ts';

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

const instances = new WeakMap<BackendWasm, NativeKernels>();

/**
 * Instantiates our kernels on the memory of a running backend, so that they read and write its tensors in place. That
 * memory is an export of the backend's own module, which Emscripten keeps as `asm`.
 *
 * @param relaxed use the binary with fused multiply-add; by default where the engine has it
 */
export async function loadNative(backend: BackendWasm, relaxed = hasRelaxedSimd()): Promise<void> {
  if (instances.has(backend)) return;
  const { asm } = backend.wasm as unknown as { asm: { memory: WebAssembly.Memory } };
  const binary = Uint8Array.from(atob(relaxed ? relaxedSimdBinary : simdBinary), (c) => c.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory: asm.memory } });
  instances.set(backend, instance.exports as unknown as NativeKernels);
}

/** The kernels on a backend's memory; `loadNative` must have been awaited. */
export function native(backend: BackendWasm): NativeKernels {
  const kernels = instances.get(backend);
  if (!kernels) throw new Error('registerWasmKernels() was not awaited on this wasm backend');
  return kernels;
}
