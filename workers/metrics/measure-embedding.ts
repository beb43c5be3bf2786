import type { Measured } from '../../src/ir/metrics.ts';
import { alignment } from './alignment.ts';
import { embeddingIn, type BatchValue } from './batch-value.ts';
import { normalizedStd } from './normalized-std.ts';
import { rankMe } from './rank-me.ts';
import { rawStd } from './raw-std.ts';
import { viewsOf } from './row-matrix.ts';
import { spectrumOf } from './singular-values.ts';
import { uniformity } from './uniformity.ts';

/**
 * Std and rank over all rows of all views, uniformity within each view and averaged (so that positive pairs do not count
 * as neighbours), alignment between the first two views. Missing: what needs two images or two views where there is one.
 */
export function measureEmbedding(
  values: readonly BatchValue[],
  spectrum = spectrumOf(embeddingIn(values)),
): Measured {
  const embedding = embeddingIn(values);
  const { rows, columns, views } = embedding;
  const images = rows / views;
  const parts = viewsOf(embedding, views);
  const [first, second] = parts;
  const spread = rows > 1 ? normalizedStd(embedding) : undefined;
  return {
    ...(spread !== undefined && {
      normalizedStd: spread,
      stdTimesRootD: spread * Math.sqrt(columns),
      rawStd: rawStd(embedding),
    }),
    rankMe: rankMe(embedding, spectrum),
    ...(first && second && { alignment: alignment(first, second) }),
    ...(images > 1 && { uniformity: parts.reduce((sum, part) => sum + uniformity(part), 0) / views }),
  };
}
