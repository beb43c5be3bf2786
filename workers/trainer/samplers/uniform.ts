import type { RandomStream } from '../../../src/base/random-stream.ts';

/** `size` numbers uniform in [low, high). */
export function sampleUniform(
  stream: RandomStream,
  step: number,
  size: number,
  { low, high }: { readonly low: number; readonly high: number },
): Float32Array {
  return stream.uniforms(step, size).map((u) => low + (high - low) * u);
}
