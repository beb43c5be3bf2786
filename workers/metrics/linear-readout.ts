import type { Dataset } from '../data/dataset.ts';
import type { LabelReadout } from '../protocol.ts';
import { centredColumns, gramOf } from './centred-columns.ts';
import { cholesky, solveCholesky } from './cholesky.ts';
import type { RowMatrix } from './row-matrix.ts';

/** Penalty of weights as a share of the number of images, for features of variance 1: keeps noise from being read. */
const RIDGE = 1e-3;
/** Training images a class has on average, at least: with fewer there is nothing to learn it from. */
const IMAGES_PER_CLASS = 5;
/** Of float32: a column that varies less, as a part of the largest mean or of the column that varies most, says nothing. */
const ROUNDING = 1e-7;

/**
 * Reads every label of a dataset off features (N×D, row i of image i) by least squares on one-hot targets with a small ridge
 * (regularised least-squares classification, Rifkin, Yeo and Poggio 2003), fitted on the training part and scored on the
 * held-out one. Columns are scaled to variance 1. Labels of too many classes are left out. Yields every few milliseconds.
 */
export function* linearReadout(
  features: RowMatrix,
  { labels, train, heldOut }: Pick<Dataset, 'labels' | 'train' | 'heldOut'>,
): Generator<void, LabelReadout[]> {
  const { columns } = features;
  const read = Object.entries(labels).filter(
    ([, { names }]) => names.length > 1 && names.length * IMAGES_PER_CLASS <= train.length,
  );
  if (read.length === 0 || heldOut.length === 0) return [];
  const x = yield* standardized(features, train);
  const gram = yield* gramOf(x, train);
  for (let j = 0; j < columns; j++) gram[j * columns + j]! += RIDGE * train.length;
  const factor = yield* cholesky(gram, columns);

  const readouts: LabelReadout[] = [];
  for (const [label, { names, values }] of read) {
    const counts = new Float64Array(names.length);
    for (const image of train) counts[values[image]!]! += 1;
    // XᵀY: columns are centred, so that the constant of the fit is the share of each class
    const moments = names.map(() => new Float64Array(columns));
    for (const image of train) {
      const into = moments[values[image]!]!;
      for (let j = 0; j < columns; j++) into[j]! += x.data[image * columns + j]!;
    }
    yield;
    const weights = moments.map((moment) => solveCholesky(factor, columns, moment));
    yield;
    const answer = (image: number): number => {
      let best = 0;
      let most = -Infinity;
      weights.forEach((weight, k) => {
        let score = counts[k]! / train.length;
        for (let j = 0; j < columns; j++) score += weight[j]! * x.data[image * columns + j]!;
        if (score > most) [best, most] = [k, score];
      });
      return best;
    };
    const usual = counts.indexOf(Math.max(...counts));
    const share = (right: (image: number) => boolean) => heldOut.filter(right).length / heldOut.length;
    readouts.push({
      label,
      accuracy: share((image) => answer(image) === values[image]),
      chance: share((image) => usual === values[image]),
    });
    yield;
  }
  return readouts;
}

/** Columns with the mean and the standard deviation that they have in the training part taken out. */
function* standardized(features: RowMatrix, train: Int32Array): Generator<void, RowMatrix> {
  const { rows, columns } = features;
  const { centred, means } = centredColumns(features, train);
  yield;
  const squares = new Float64Array(columns);
  for (const image of train) {
    for (let j = 0; j < columns; j++) squares[j]! += centred.data[image * columns + j]! ** 2;
  }
  yield;
  const deviations = squares.map((sum) => Math.sqrt(sum / train.length));
  const least = ROUNDING * [...deviations, ...means].reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const data = Float64Array.from(centred.data, (value, i) => {
    const deviation = deviations[i % columns]!;
    return deviation > least ? value / deviation : 0;
  });
  return { data, rows, columns };
}
