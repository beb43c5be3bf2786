import { gatherRows, type RowMatrix } from './row-matrix.ts';
import { similarityTiles } from './similarity-tiles.ts';
import { unitRows } from './unit-rows.ts';

/**
 * Which images find their twin: 1 where the most similar by cosine among all images of the *other* vendor is the other
 * drawing of the same concept, else 0; of equals the first counts. One entry per image, both vendors asking in turn.
 * `twin` and `vendor` have one entry per row of `features`; vendor 0 stands against all others. Yields after every few
 * milliseconds of work.
 */
export function* twinRetrieval(
  features: RowMatrix,
  twin: Int32Array,
  vendor: Int32Array,
): Generator<void, Uint8Array> {
  const images = Array.from(vendor, (_, image) => image);
  const sides = [
    images.filter((image) => vendor[image] === 0),
    images.filter((image) => vendor[image] !== 0),
  ] as const;
  const [a, b] = sides;
  const unit = unitRows(features);
  yield;
  const queries = gatherRows(unit, a);
  yield;
  const bestOfA = bestOf(a.length);
  const bestOfB = bestOf(b.length);
  // one pass serves both directions: the best of each row of the similarities, and of each column
  for (const tile of similarityTiles(queries, gatherRows(unit, b))) {
    const { row, rows, column, columns, values } = tile;
    for (let i = row; i < row + rows; i++) {
      for (let j = column; j < column + columns; j++) {
        const similarity = values[(i - row) * columns + (j - column)]!;
        bestOfA.offer(i, j, similarity);
        bestOfB.offer(j, i, similarity);
      }
    }
    yield;
  }
  const found = new Uint8Array(images.length);
  a.forEach((image, i) => (found[image] = b[bestOfA.index[i]!] === twin[image] ? 1 : 0));
  b.forEach((image, j) => (found[image] = a[bestOfB.index[j]!] === twin[image] ? 1 : 0));
  return found;
}

/** For each of `count` queries the candidate offered with the highest similarity. */
function bestOf(count: number) {
  const similarity = new Float64Array(count).fill(-Infinity);
  const index = new Int32Array(count).fill(-1);
  return {
    index,
    offer(query: number, candidate: number, value: number): void {
      if (value > similarity[query]!) {
        similarity[query] = value;
        index[query] = candidate;
      }
    },
  };
}
