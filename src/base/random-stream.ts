import { philox } from './philox.ts';

/** FNV-1a, 32 bits: turns a stream's name into one word of the generator's key. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * A named stream of random numbers. Key = (run seed, name of the stream), counter = (index, 0, step, 0): the numbers
 * of one step do not depend on how many any other step or stream drew, so a seed gives the same batches, views and
 * weights on every backend.
 */
export interface RandomStream {
  /** `count` unsigned 32-bit words of step `step`. */
  words(step: number, count: number): Uint32Array;
  /** `count` numbers uniform in [0, 1), with 24 random bits each: exact in float32. */
  uniforms(step: number, count: number): Float32Array;
  /** `count` standard normal numbers (Box and Muller 1958). */
  normals(step: number, count: number): Float32Array;
  /** A uniformly random order of 0 … count − 1 (Fisher and Yates). */
  permutation(step: number, count: number): Int32Array;
}

export function randomStream(seed: number, name: string): RandomStream {
  const key: [number, number] = [seed >>> 0, hashName(name)];

  const words = (step: number, count: number): Uint32Array => {
    const out = new Uint32Array(Math.ceil(count / 4) * 4);
    for (let block = 0; block < out.length / 4; block++) {
      philox(key, [block, 0, step >>> 0, 0], out, block * 4);
    }
    return out.subarray(0, count);
  };

  const uniforms = (step: number, count: number): Float32Array =>
    Float32Array.from(words(step, count), (word) => (word >>> 8) / 0x1000000);

  const normals = (step: number, count: number): Float32Array => {
    const pairs = Math.ceil(count / 2);
    const u = uniforms(step, pairs * 2);
    const out = new Float32Array(pairs * 2);
    for (let i = 0; i < pairs; i++) {
      // 1 − u lies in (0, 1]: its logarithm is finite
      const radius = Math.sqrt(-2 * Math.log(1 - u[2 * i]!));
      const angle = 2 * Math.PI * u[2 * i + 1]!;
      out[2 * i] = radius * Math.cos(angle);
      out[2 * i + 1] = radius * Math.sin(angle);
    }
    return out.subarray(0, count);
  };

  const permutation = (step: number, count: number): Int32Array => {
    const order = Int32Array.from({ length: count }, (_, i) => i);
    const random = words(step, count);
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor((random[i]! / 0x100000000) * (i + 1));
      const swapped = order[i]!;
      order[i] = order[j]!;
      order[j] = swapped;
    }
    return order;
  };

  return { words, uniforms, normals, permutation };
}
