import type { EmbeddingPicture } from '../protocol.ts';
import { embeddingIn, type BatchValue } from './batch-value.ts';
import { rowRange, viewsOf } from './row-matrix.ts';
import { spectrumOf } from './singular-values.ts';
import { unitRows } from './unit-rows.ts';

/** Images of a batch whose similarities are shown: more would be smaller than a pixel. */
const IMAGES = 48;

/**
 * What an embedding probe shows besides numbers: the singular values of the embedding as it is, not centred, as RankMe takes them
 * (Garrido et al. 2023); cosines between the first view of each image (rows) and the second view of each (columns), or the first
 * again where there is one. Null where a number is not finite.
 */
export function embeddingPicture(
  values: readonly BatchValue[],
  spectrum = spectrumOf(embeddingIn(values)),
): EmbeddingPicture | null {
  if (!spectrum) return null;
  const embedding = embeddingIn(values);
  const [first, second] = viewsOf(embedding, embedding.views);
  const side = Math.min(IMAGES, first!.rows);
  const rows = unitRows(rowRange(first!, 0, side));
  const columns = second ? unitRows(rowRange(second, 0, side)) : rows;
  const similarity = Float32Array.from({ length: side * side }, (_, at) => {
    const [i, j] = [Math.floor(at / side), at % side];
    let sum = 0;
    for (let k = 0; k < rows.columns; k++) {
      sum += rows.data[i * rows.columns + k]! * columns.data[j * rows.columns + k]!;
    }
    return sum;
  });
  return { spectrum: Float32Array.from(spectrum), side, similarity };
}
