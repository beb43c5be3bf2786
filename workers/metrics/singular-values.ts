import type { RowMatrix } from './row-matrix.ts';
import { symmetricEigenvalues } from './symmetric-eigenvalues.ts';

/**
 * Singular values of a matrix, largest first, min(rows, columns) of them: square roots of the eigenvalues of the smaller
 * Gram matrix, in float64. Squaring costs half the digits of the small ones: what lies below about 1e-7 of the largest is
 * noise of that size.
 */
export function singularValues({ data, rows, columns }: RowMatrix): Float64Array {
  const n = Math.min(rows, columns);
  const gram = rows <= columns ? gramOfRows(data, rows, columns) : gramOfColumns(data, rows, columns);
  return symmetricEigenvalues(gram, n)
    .map((eigenvalue) => Math.sqrt(Math.max(0, eigenvalue)))
    .sort()
    .reverse();
}

/** The singular values; null where a number is not finite. */
export function spectrumOf(matrix: RowMatrix): Float64Array | null {
  return matrix.data.every(Number.isFinite) ? singularValues(matrix) : null;
}

/** Lower triangle of X·Xᵀ. */
function gramOfRows(x: RowMatrix['data'], rows: number, columns: number): Float64Array {
  const gram = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += x[i * columns + k]! * x[j * columns + k]!;
      gram[i * rows + j] = sum;
    }
  }
  return gram;
}

/** Lower triangle of Xᵀ·X. */
function gramOfColumns(x: RowMatrix['data'], rows: number, columns: number): Float64Array {
  const gram = new Float64Array(columns * columns);
  for (let begin = 0; begin < rows * columns; begin += columns) {
    for (let i = 0; i < columns; i++) {
      const xi = x[begin + i]!;
      for (let j = 0; j <= i; j++) gram[i * columns + j]! += xi * x[begin + j]!;
    }
  }
  return gram;
}
