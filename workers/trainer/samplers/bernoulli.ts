import type { RandomStream } from '../../../src/base/random-stream.ts';

/** `size` numbers that are 1 with `probability`, else 0. */
export function sampleBernoulli(
  stream: RandomStream,
  step: number,
  size: number,
  { probability }: { readonly probability: number },
): Float32Array {
  return stream.uniforms(step, size).map((u) => (u < probability ? 1 : 0));
}
