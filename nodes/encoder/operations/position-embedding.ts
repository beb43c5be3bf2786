import type { Tensor, TensorOps } from '../../../src/spec/index.ts';
import { resampleWeights } from './resample.ts';

/** Rows and columns of patches. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
}

const sameGrid = (a: Grid, b: Grid): boolean => a.rows === b.rows && a.columns === b.columns;

/**
 * Position embeddings of one grid of patches interpolated to another (Dosovitskiy et al. 2021, sec. 3.2), so that images of
 * several sizes share them: bicubic, in both directions, as a product with a constant matrix.
 *
 * @param table T₀×D, the patches of `from` row by row
 * @returns T×D
 */
export function interpolatePositions(ops: TensorOps, table: Tensor, from: Grid, to: Grid): Tensor {
  if (sameGrid(from, to)) return table;
  const vertical = resampleWeights(from.rows, to.rows);
  const horizontal = resampleWeights(from.columns, to.columns);
  const weights = vertical.flatMap((down) =>
    horizontal.flatMap((across) => down.flatMap((y) => across.map((x) => y * x))),
  );
  const shape = [to.rows * to.columns, from.rows * from.columns];
  return ops.matMul(ops.constant(weights, shape), table);
}

/** Longest wave of the encoding over 2π, as in Vaswani et al. 2017, sec. 3.5. */
const TEMPERATURE = 10_000;

/**
 * Fixed sine and cosine encodings of the patches of `grid`, T·D numbers: half of the D channels for the row, half for the
 * column, each sines then cosines of D/4 frequencies (MoCo v3). Positions are counted in patches of the grid `base`, so that
 * images of another size are encoded at the places their patches have there.
 *
 * @param size D, a multiple of 4
 */
export function sinCosPositions(grid: Grid, base: Grid, size: number): number[] {
  const quarter = size / 4;
  const place = (i: number, n: number, of: number): number => ((i + 0.5) * of) / n - 0.5;
  const encode = (position: number): number[] => {
    const angles = Array.from({ length: quarter }, (_, k) => position / TEMPERATURE ** (k / quarter));
    return [...angles.map(Math.sin), ...angles.map(Math.cos)];
  };
  const rows = Array.from({ length: grid.rows }, (_, i) => encode(place(i, grid.rows, base.rows)));
  const columns = Array.from({ length: grid.columns }, (_, j) =>
    encode(place(j, grid.columns, base.columns)),
  );
  return rows.flatMap((row) => columns.flatMap((column) => [...row, ...column]));
}
