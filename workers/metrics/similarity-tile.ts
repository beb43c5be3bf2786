/** Dot products of rows `row` … `row + rows − 1` of the queries with `column` … `column + columns − 1` of the bank. */
export interface SimilarityTile {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  /** rows × columns, row-major; overwritten by the next tile. */
  readonly values: Float64Array;
}
