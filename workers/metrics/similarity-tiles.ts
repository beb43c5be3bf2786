import { productOfRows, type ProductOfRows } from '../kernels/wasm/product-of-rows.ts';
import { centredColumns } from './centred-columns.ts';
import { dotTile } from './dot-tile.ts';
import type { RowMatrix } from './row-matrix.ts';
import type { SimilarityTile } from './similarity-tile.ts';

const ROWS = 32;
/** Multiplications in a tile: about a millisecond of work, so that training goes on between tiles. */
const WORK = 2 ** 23;

/**
 * All dot products of the rows of two matrices, tile by tile: for each group of queries the whole bank, in order.
 *
 * Where there is `product`, it multiplies rows less the bank's mean row c, in single precision, and the rest is added in double:
 * q·b = (q − c)·(b − c) + q·c + (b − c)·c. So rows that are nearly alike, as those of a collapsed encoder, are told apart as
 * well as others: the error is about 1e-7 of how far they are from their mean, not of their length.
 */
export function* similarityTiles(
  queries: RowMatrix,
  bank: RowMatrix,
  product: ProductOfRows | null = productOfRows(),
): Generator<SimilarityTile, void> {
  const width = Math.max(2, Math.floor(WORK / (ROWS * bank.columns)));
  const values = new Float64Array(ROWS * Math.min(width, bank.rows));
  const fill = product ? centredProducts(queries, bank, product) : dotTile(queries, bank);
  for (let row = 0; row < queries.rows; row += ROWS) {
    for (let column = 0; column < bank.rows; column += width) {
      const rows = Math.min(ROWS, queries.rows - row);
      const columns = Math.min(width, bank.rows - column);
      const tile: SimilarityTile = { row, rows, column, columns, values };
      fill(tile);
      yield tile;
    }
  }
}

function centredProducts(queries: RowMatrix, bank: RowMatrix, product: ProductOfRows) {
  const { columns: k } = bank;
  const { centred, means: centre } = centredColumns(bank);
  const a = less(queries, centre);
  const b = new Float32Array(centred.data);
  const ofQuery = dots(queries, centre);
  const ofBank = dots(centred, centre);
  return ({ row, rows, column, columns, values }: SimilarityTile): void => {
    const products = product(
      a.subarray(row * k, (row + rows) * k),
      b.subarray(column * k, (column + columns) * k),
      k,
    );
    for (let i = 0; i < rows; i++) {
      const own = ofQuery[row + i]!;
      for (let j = 0, at = i * columns; j < columns; j++, at++) {
        values[at] = products[at]! + own + ofBank[column + j]!;
      }
    }
  };
}

/** The rows minus a vector, rounded to single precision. */
function less({ data, columns }: RowMatrix, vector: Float64Array): Float32Array {
  const out = new Float32Array(data.length);
  for (let at = 0, j = 0; at < data.length; at++) {
    out[at] = data[at]! - vector[j]!;
    if (++j === columns) j = 0;
  }
  return out;
}

/** The dot product of each row with a vector. */
function dots({ data, rows, columns }: RowMatrix, vector: Float64Array): Float64Array {
  const out = new Float64Array(rows);
  for (let i = 0, at = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++, at++) sum += data[at]! * vector[j]!;
    out[i] = sum;
  }
  return out;
}
