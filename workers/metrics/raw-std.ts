import type { RowMatrix } from './row-matrix.ts';

/**
 * Unbiased standard deviation over the rows of every dimension, averaged over the dimensions: what VICReg's variance
 * term looks at (Bardes et al. 2022, eq. 1). Sees an embedding that shrinks to one point; blind to its rank. NaN for a
 * single row.
 */
export function rawStd({ data, rows, columns }: RowMatrix): number {
  const mean = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let i = 0; i < data.length; i++) mean[i % columns]! += data[i]! / rows;
  for (let i = 0; i < data.length; i++) squares[i % columns]! += (data[i]! - mean[i % columns]!) ** 2;
  return squares.reduce((sum, square) => sum + Math.sqrt(square / (rows - 1)), 0) / columns;
}
