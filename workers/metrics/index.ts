/** Measurements of representations on the host, in float64. */
export { alignment } from './alignment.ts';
export { readBatch, type BatchReading } from './read-batch.ts';
export { finish } from './finish.ts';
export { knn } from './knn.ts';
export type { BatchValue } from './batch-value.ts';
export { measureBatch } from './measure-batch.ts';
export { measureDataset } from './measure-dataset.ts';
export { normalizedStd } from './normalized-std.ts';
export { rankMe } from './rank-me.ts';
export { rawStd } from './raw-std.ts';
export { uniformity } from './uniformity.ts';
