import { rawStd } from './raw-std.ts';
import type { RowMatrix } from './row-matrix.ts';
import { unitRows } from './unit-rows.ts';

/**
 * Unbiased standard deviation of the l2-normalised rows, averaged over the D dimensions: 1/√D for directions spread
 * evenly, 0 when all are alike (Chen and He 2021, section 4.1). Blind to the length of the vectors and to dimensional
 * collapse. NaN for a single row.
 */
export function normalizedStd(embedding: RowMatrix): number {
  return rawStd(unitRows(embedding));
}
