import { relaxedSimdBinary, simdBinary } from './binaries.generated.ts';
import type { NativeKernels } from './native-kernels.ts';
import { hasRelaxedSimd } from './native.ts';

/**
 * All dot products of the rows of two matrices: a is m×k, b n×k, the result m×n, row-major, in single precision. The result is
 * overwritten by the next call.
 */
export type ProductOfRows = (a: Float32Array, b: Float32Array, k: number) => Float32Array;

/** Bytes of a page of WASM memory. */
const PAGE = 65_536;

/** Where the operands begin: an address of 0 would read as a failed allocation. */
const BEGIN = 64;

/** Undefined until it is asked for. */
let made: ProductOfRows | null | undefined;

/**
 * Our matrix product on a memory of its own, for numbers that the host holds anyway, whatever backend trains. Null where the
 * engine has no WASM SIMD, or may not compile at once.
 */
export function productOfRows(): ProductOfRows | null {
  return (made ??= made === null ? null : make());
}

function make(): ProductOfRows | null {
  const binary = Uint8Array.from(atob(hasRelaxedSimd() ? relaxedSimdBinary : simdBinary), (c) =>
    c.charCodeAt(0),
  );
  const memory = new WebAssembly.Memory({ initial: 1, maximum: PAGE });
  let kernels: NativeKernels;
  try {
    const module = new WebAssembly.Module(binary);
    kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as NativeKernels;
  } catch {
    return null;
  }
  return (a, b, k) => {
    const [m, n] = [a.length / k, b.length / k];
    const [atA, atB] = [BEGIN, BEGIN + aligned(a.byteLength)];
    const atC = atB + aligned(b.byteLength);
    const scratch = atC + aligned(4 * m * n);
    const missing = scratch + kernels.gemmScratch(n, k) - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    new Float32Array(memory.buffer, atA, a.length).set(a);
    new Float32Array(memory.buffer, atB, b.length).set(b);
    kernels.batchGemm(atA, atB, atC, 0, 0, m, n, k, false, true, scratch, 0, m);
    return new Float32Array(memory.buffer, atC, m * n);
  };
}

/** Rounded up to whole vectors of 16 bytes. */
function aligned(bytes: number): number {
  return (bytes + 15) & ~15;
}
