import type { Measured } from '../../src/ir/metrics.ts';
import type { EmbeddingPicture } from '../protocol.ts';
import { embeddingIn, type BatchValue } from './batch-value.ts';
import { embeddingPicture } from './embedding-picture.ts';
import { measureBatch } from './measure-batch.ts';
import { measureEmbedding } from './measure-embedding.ts';
import { spectrumOf } from './singular-values.ts';

/** What a probe makes of a batch. */
export interface BatchReading<M = Measured> {
  readonly metrics: M;
  /** What is shown besides, if anything is. */
  readonly picture: EmbeddingPicture | null;
}

/** Measures a batch as `measureBatch` does; the spectrum, the dearest of what there is to know of an embedding, is found once for all. */
export function readBatch(
  measurement: string,
  values: readonly BatchValue[],
  params: Readonly<Record<string, unknown>> = {},
): BatchReading {
  if (measurement !== 'embedding')
    return { metrics: measureBatch(measurement, values, params), picture: null };
  const spectrum = spectrumOf(embeddingIn(values));
  return { metrics: measureEmbedding(values, spectrum), picture: embeddingPicture(values, spectrum) };
}
