import type { RowMatrix } from './row-matrix.ts';

/** Shortest length that is divided by, so that a row of zeros stays zero, as PyTorch's `F.normalize` has it. */
const SHORTEST = 1e-12;

/** The rows divided by their Euclidean length, in float64. */
export function unitRows({ data, rows, columns }: RowMatrix): RowMatrix {
  const out = new Float64Array(data);
  for (let begin = 0; begin < out.length; begin += columns) {
    let squares = 0;
    for (let i = begin; i < begin + columns; i++) squares += out[i]! ** 2;
    const length = Math.max(Math.sqrt(squares), SHORTEST);
    for (let i = begin; i < begin + columns; i++) out[i]! /= length;
  }
  return { data: out, rows, columns };
}
