import type { RowMatrix } from './row-matrix.ts';

/** Numbers handled between two yields: a millisecond or two of work. */
const WORK = 2 ** 21;

/** The matrix with the mean of every column taken off, in float64; the means as well. Of the given rows alone, if any. */
export function centredColumns(
  { data, rows, columns }: RowMatrix,
  of: ArrayLike<number> = Array.from({ length: rows }, (_, row) => row),
): { readonly centred: RowMatrix; readonly means: Float64Array } {
  const means = new Float64Array(columns);
  for (let i = 0; i < of.length; i++) {
    for (let j = 0; j < columns; j++) means[j]! += data[of[i]! * columns + j]! / of.length;
  }
  const centred = new Float64Array(data);
  for (let begin = 0; begin < centred.length; begin += columns) {
    for (let j = 0; j < columns; j++) centred[begin + j]! -= means[j]!;
  }
  return { centred: { data: centred, rows, columns }, means };
}

/** XᵀX of the given rows, columns × columns, both halves. Yields every few milliseconds. */
export function* gramOf({ data, columns }: RowMatrix, of: ArrayLike<number>): Generator<void, Float64Array> {
  const gram = new Float64Array(columns * columns);
  const rowsAtOnce = Math.max(1, Math.floor(WORK / (columns * columns)));
  for (let i = 0; i < of.length; i++) {
    const row = data.subarray(of[i]! * columns, (of[i]! + 1) * columns);
    for (let j = 0; j < columns; j++) {
      const x = row[j]!;
      const into = gram.subarray(j * columns, j * columns + j + 1);
      for (let k = 0; k <= j; k++) into[k]! += x * row[k]!;
    }
    if (i % rowsAtOnce === 0) yield;
  }
  for (let j = 0; j < columns; j++) {
    for (let k = 0; k < j; k++) gram[k * columns + j] = gram[j * columns + k]!;
  }
  return gram;
}
