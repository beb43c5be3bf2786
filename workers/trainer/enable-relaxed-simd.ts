import { setFlagsFromString } from 'node:v8';

/**
 * Node 20 has relaxed SIMD, whose fused multiply-add our kernels are a third faster with, behind a flag; later versions have
 * it without. Must run before the first WebAssembly module is compiled.
 */
export function enableRelaxedSimd(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major === 20) setFlagsFromString('--experimental-wasm-relaxed-simd');
}
