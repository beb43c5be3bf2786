/**
 * A matrix of rows×columns (row-major) with at most so many rows and columns: where there were more, each number is the mean
 * of a block, all blocks as equal as they can be. A number that is not finite makes its block NaN or infinite.
 */
export function shrink(
  data: ArrayLike<number>,
  [rows, columns]: readonly [number, number],
  [maxRows, maxColumns]: readonly [number, number],
): { readonly rows: number; readonly columns: number; readonly values: Float32Array } {
  const [fewRows, fewColumns] = [Math.min(rows, maxRows), Math.min(columns, maxColumns)];
  const values = new Float32Array(fewRows * fewColumns);
  const edge = (i: number, of: number, few: number) => Math.floor((i * of) / few);
  for (let i = 0; i < fewRows; i++) {
    const [top, bottom] = [edge(i, rows, fewRows), edge(i + 1, rows, fewRows)];
    for (let j = 0; j < fewColumns; j++) {
      const [left, right] = [edge(j, columns, fewColumns), edge(j + 1, columns, fewColumns)];
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) sum += data[row * columns + column]!;
      }
      values[i * fewColumns + j] = sum / ((bottom - top) * (right - left));
    }
  }
  return { rows: fewRows, columns: fewColumns, values };
}
