import { nearest, type Nearest } from './nearest.ts';
import type { RowMatrix } from './row-matrix.ts';
import { similarityTiles } from './similarity-tiles.ts';
import { unitRows } from './unit-rows.ts';

export interface KnnOptions {
  /** Number of neighbours that vote; the whole bank where it is smaller. */
  readonly k: number;
  /** Divides the cosine similarity before exp makes a vote of it. */
  readonly temperature: number;
  /** Number of classes: labels are 0 … classes − 1. */
  readonly classes: number;
}

/**
 * Class of each query by a vote of its k most similar rows of the bank, each weighted with exp(cosine / temperature)
 * (Wu et al. 2018, section 3.4). `labels` has one class per row of the bank. Yields after every few milliseconds of work.
 */
export function* knn(
  queries: RowMatrix,
  bank: RowMatrix,
  labels: Int32Array,
  options: KnnOptions,
): Generator<void, Int32Array> {
  const predictions = new Int32Array(queries.rows);
  const unitBank = unitRows(bank);
  yield;
  const k = Math.min(options.k, bank.rows);
  const held: Nearest[] = [];
  for (const { row, rows, column, columns, values } of similarityTiles(unitRows(queries), unitBank)) {
    for (let i = 0; i < rows; i++) {
      const neighbours = (held[i] ??= nearest(k));
      if (column === 0) neighbours.clear();
      for (let j = 0; j < columns; j++) neighbours.offer(column + j, values[i * columns + j]!);
      if (column + columns === bank.rows) predictions[row + i] = vote(neighbours, labels, options);
    }
    yield;
  }
  return predictions;
}

function vote({ size, indices, similarities }: Nearest, labels: Int32Array, options: KnnOptions): number {
  const votes = new Float64Array(options.classes);
  const most = similarities.subarray(0, size).reduce((a, b) => Math.max(a, b), -Infinity);
  for (let n = 0; n < size; n++) {
    // measured from the most similar: the order of the classes is the same and exp cannot overflow
    votes[labels[indices[n]!]!]! += Math.exp((similarities[n]! - most) / options.temperature);
  }
  return votes.reduce((best, count, label) => (count > votes[best]! ? label : best), 0);
}
