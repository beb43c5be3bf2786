import { assert } from '../../src/base/assert.ts';
import type { Measured } from '../../src/ir/metrics.ts';
import type { Dataset } from '../data/dataset.ts';
import { knn } from './knn.ts';
import { gatherRows, type RowMatrix } from './row-matrix.ts';
import { twinRetrieval } from './twin-retrieval.ts';

/** Params of the `retrieval` measurement; `label` is a label of the dataset, or `first` for its first. */
interface RetrievalParams {
  readonly k: number;
  readonly temperature: number;
  readonly label: string;
}

/**
 * Measures features of a whole dataset (N×D, row i of image i). `retrieval`: accuracy on the held-out part of a
 * kNN vote of the training part, and twin retrieval over all and over held-out images. All in [0, 1]; missing where the
 * dataset has no such label, no twins or an empty part; NaN where a feature is not finite. Yields every few milliseconds.
 */
export function* measureDataset(
  measurement: string,
  features: Float32Array,
  dataset: Dataset,
  params: Readonly<Record<string, unknown>>,
): Generator<void, Measured> {
  assert(measurement === 'retrieval', `no dataset measurement is called ${measurement}`);
  const rows = dataset.info.count;
  const matrix: RowMatrix = { data: features, rows, columns: features.length / rows };
  assert(Number.isInteger(matrix.columns), 'every image has as many features');
  const finite = allFinite(features);
  yield;
  const accuracy = yield* knnAccuracy(matrix, finite, dataset, params as unknown as RetrievalParams);
  const twins = yield* twinShares(matrix, finite, dataset);
  return { ...accuracy, ...twins };
}

function allFinite(numbers: Float32Array): boolean {
  for (const x of numbers) if (!Number.isFinite(x)) return false;
  return true;
}

function* knnAccuracy(
  features: RowMatrix,
  finite: boolean,
  { info, labels, train, heldOut }: Dataset,
  { k, temperature, label }: RetrievalParams,
): Generator<void, Measured> {
  const column = labels[label === 'first' ? (Object.keys(info.labels)[0] ?? '') : label];
  if (!column || train.length === 0 || heldOut.length === 0) return {};
  if (!finite) return { knn: NaN };
  const bank = gatherRows(features, train);
  yield;
  const predictions = yield* knn(
    gatherRows(features, heldOut),
    bank,
    train.map((image) => column.values[image]!),
    { k, temperature, classes: column.names.length },
  );
  const right = heldOut.filter((image, query) => predictions[query] === column.values[image]);
  return { knn: right.length / heldOut.length };
}

function* twinShares(
  features: RowMatrix,
  finite: boolean,
  { labels, heldOut, twin }: Dataset,
): Generator<void, Measured> {
  const vendor = labels.vendor?.values;
  if (!twin || !vendor) return {};
  if (!finite) return { twin: NaN, ...(heldOut.length > 0 && { twinHeldOut: NaN }) };
  const found = yield* twinRetrieval(features, twin, vendor);
  const share = (images: Uint8Array): number => images.reduce((sum, one) => sum + one, 0) / images.length;
  return {
    twin: share(found),
    ...(heldOut.length > 0 && { twinHeldOut: share(Uint8Array.from(heldOut, (image) => found[image]!)) }),
  };
}
