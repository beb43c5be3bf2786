import type { RowMatrix } from './row-matrix.ts';
import type { SimilarityTile } from './similarity-tile.ts';

/**
 * Fills tiles with dot products in float64, without WASM: four rows by two columns at a time, so that each number read serves
 * several products.
 */
export function dotTile(queries: RowMatrix, bank: RowMatrix): (tile: SimilarityTile) => void {
  return (tile) => fill(tile, queries.data, bank.data, bank.columns);
}

function fill(tile: SimilarityTile, a: RowMatrix['data'], b: RowMatrix['data'], dimensions: number): void {
  const { row, rows, column, columns, values } = tile;
  for (let i = 0; i < rows; i += 4) {
    // past the edge the last row or column is computed again
    const i1 = Math.min(i + 1, rows - 1);
    const i2 = Math.min(i + 2, rows - 1);
    const i3 = Math.min(i + 3, rows - 1);
    const a0 = (row + i) * dimensions;
    const a1 = (row + i1) * dimensions;
    const a2 = (row + i2) * dimensions;
    const a3 = (row + i3) * dimensions;
    for (let j = 0; j < columns; j += 2) {
      const j1 = Math.min(j + 1, columns - 1);
      const b0 = (column + j) * dimensions;
      const b1 = (column + j1) * dimensions;
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      let s20 = 0;
      let s21 = 0;
      let s30 = 0;
      let s31 = 0;
      for (let k = 0; k < dimensions; k++) {
        const y0 = b[b0 + k]!;
        const y1 = b[b1 + k]!;
        let x = a[a0 + k]!;
        s00 += x * y0;
        s01 += x * y1;
        x = a[a1 + k]!;
        s10 += x * y0;
        s11 += x * y1;
        x = a[a2 + k]!;
        s20 += x * y0;
        s21 += x * y1;
        x = a[a3 + k]!;
        s30 += x * y0;
        s31 += x * y1;
      }
      values[i * columns + j] = s00;
      values[i * columns + j1] = s01;
      values[i1 * columns + j] = s10;
      values[i1 * columns + j1] = s11;
      values[i2 * columns + j] = s20;
      values[i2 * columns + j1] = s21;
      values[i3 * columns + j] = s30;
      values[i3 * columns + j1] = s31;
    }
  }
}
