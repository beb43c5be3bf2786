import type { RandomStream } from '../../../src/base/random-stream.ts';

/** `images`×`count`: for every image a uniformly random order of 0 … count − 1 (Fisher and Yates). */
export function sampleOrders(
  stream: RandomStream,
  step: number,
  images: number,
  { count }: { readonly count: number },
): Float32Array {
  const random = stream.uniforms(step, images * count);
  const orders = new Float32Array(images * count);
  for (let image = 0; image < images; image++) {
    const order = orders.subarray(image * count, (image + 1) * count);
    for (let i = 0; i < count; i++) order[i] = i;
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(random[image * count + i]! * (i + 1));
      const swapped = order[i]!;
      order[i] = order[j]!;
      order[j] = swapped;
    }
  }
  return orders;
}
