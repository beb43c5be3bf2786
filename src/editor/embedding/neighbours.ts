import type { HostTensor } from '../../../workers/protocol.ts';

export interface Neighbour {
  readonly image: number;
  /** Cosine of the angle between the two representations. */
  readonly similarity: number;
}

/** The `count` images most similar to `image`, itself left out, most similar first. Features: N×D, rows of length 1. */
export function neighbours({ shape, data }: HostTensor, image: number, count: number): Neighbour[] {
  const [rows = 0, columns = 0] = shape;
  const found: Neighbour[] = [];
  for (let other = 0; other < rows; other++) {
    if (other === image) continue;
    let similarity = 0;
    for (let j = 0; j < columns; j++) similarity += data[image * columns + j]! * data[other * columns + j]!;
    if (found.length === count && similarity <= found.at(-1)!.similarity) continue;
    // of equals the first comes first
    const place = found.findIndex((before) => before.similarity < similarity);
    found.splice(place < 0 ? found.length : place, 0, { image: other, similarity });
    found.length = Math.min(found.length, count);
  }
  return found;
}
