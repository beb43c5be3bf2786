/** Vectors in the rows of a matrix, row-major. */
export interface RowMatrix {
  /** rows × columns numbers. */
  readonly data: Float32Array | Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** Rows `from` … `from + rows − 1`, without copying. */
export function rowRange({ data, columns }: RowMatrix, from: number, rows: number): RowMatrix {
  return { data: data.subarray(from * columns, (from + rows) * columns), rows, columns };
}

/** The rows named by `indices`, in that order, copied. */
export function gatherRows({ data, columns }: RowMatrix, indices: ArrayLike<number>): RowMatrix {
  const out = new Float64Array(indices.length * columns);
  for (let row = 0; row < indices.length; row++) {
    const from = indices[row]! * columns;
    out.set(data.subarray(from, from + columns), row * columns);
  }
  return { data: out, rows: indices.length, columns };
}

/** The rows of each view, which stand one view after another. */
export function viewsOf(matrix: RowMatrix, views: number): RowMatrix[] {
  const images = matrix.rows / views;
  return Array.from({ length: views }, (_, view) => rowRange(matrix, view * images, images));
}
