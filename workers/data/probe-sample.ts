import type { Dataset } from './dataset.ts';

/** Images a dataset probe looks at, at most: nearest neighbours cost the square of their number. */
export const PROBE_IMAGES = 4096;

/**
 * The images that dataset probes measure: all of them where there are at most `limit`, otherwise evenly spaced ones, the
 * parts in the proportion they have. The choice depends on the dataset alone, so all runs are measured on the same images.
 * A sample has no twins: the other drawing of a concept need not be in it.
 */
export function probeSample(dataset: Dataset, limit = PROBE_IMAGES): Dataset {
  const { info, images, labels, train, heldOut } = dataset;
  if (info.count <= limit) return dataset;
  const fromHeldOut = Math.round((limit * heldOut.length) / info.count);
  const chosen = [...spaced(train, limit - fromHeldOut), ...spaced(heldOut, fromHeldOut)];
  const size = info.height * info.width * info.channels;
  const pixels = new Uint8Array(chosen.length * size);
  chosen.forEach((image, i) => pixels.set(images.subarray(image * size, (image + 1) * size), i * size));
  const rows = (from: number, count: number) => Int32Array.from({ length: count }, (_, i) => from + i);
  return {
    info: {
      ...info,
      count: limit,
      trainCount: limit - fromHeldOut,
      heldOutCount: fromHeldOut,
      hasTwins: false,
    },
    images: pixels,
    labels: Object.fromEntries(
      Object.entries(labels).map(([name, { names, values }]) => [
        name,
        { names, values: Int32Array.from(chosen, (image) => values[image]!) },
      ]),
    ),
    train: rows(0, limit - fromHeldOut),
    heldOut: rows(limit - fromHeldOut, fromHeldOut),
  };
}

/** `count` of the indices, evenly spaced, in their order. */
function spaced(indices: Int32Array, count: number): number[] {
  return Array.from({ length: count }, (_, i) => indices[Math.floor((i * indices.length) / count)]!);
}
