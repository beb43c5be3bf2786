import { assert } from '../../src/base/assert.ts';
import type { Dataset } from './dataset.ts';

/** Every byte's value in [0, 1], as float32 holds it. */
const UNIT = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** Writes the images of `indices` (B) to `out` as B×H×W×C in [0, 1], row-major; `out` has exactly that length. */
export function gatherImages(dataset: Dataset, indices: Int32Array, out: Float32Array): void {
  const { height, width, channels } = dataset.info;
  const size = height * width * channels;
  assert(out.length === indices.length * size, `room for ${indices.length} images of ${size} numbers`);
  let to = 0;
  for (const index of indices) {
    assert(index >= 0 && index < dataset.info.count, `image ${index} exists`);
    const end = (index + 1) * size;
    for (let from = index * size; from < end; from++) out[to++] = UNIT[dataset.images[from]!]!;
  }
}
