import { randomStream } from '../../src/base/random-stream.ts';
import type { RowMatrix } from './row-matrix.ts';

/** A matrix for tests: each number is made from a standard normal draw and its column. */
export function syntheticMatrix(
  rows: number,
  columns: number,
  make: (normal: number, column: number) => number = (normal) => normal,
): RowMatrix & { readonly data: Float32Array } {
  const normals = randomStream(1, `${rows}×${columns}`).normals(0, rows * columns);
  return { data: normals.map((normal, i) => make(normal, i % columns)), rows, columns };
}
