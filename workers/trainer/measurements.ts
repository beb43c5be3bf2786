import type { Measured } from '../../src/ir/metrics.ts';
import type { Dataset } from '../data/dataset.ts';
import type { EmbeddingPicture } from '../protocol.ts';
import { embeddingPicture, measureBatch, measureDataset, type BatchValue } from '../metrics/index.ts';

export type Metrics = Readonly<Record<string, number>>;

/** How probes turn numbers into metrics, by the name of the measurement. */
export interface Measurements {
  batch(
    measurement: string,
    values: readonly BatchValue[],
    params: Readonly<Record<string, unknown>>,
  ): Metrics;
  /** What is shown besides the metrics, if anything is. */
  picture(measurement: string, values: readonly BatchValue[]): EmbeddingPicture | null;
  /** `features`: N×D, in the dataset's order. Yields between slices of work short enough to train in between. */
  dataset(
    measurement: string,
    features: Float32Array,
    dataset: Dataset,
    params: Readonly<Record<string, unknown>>,
  ): Generator<unknown, Metrics>;
}

/** A metric that cannot be measured is missing, not undefined. */
const present = (measured: Measured): Metrics => measured as Metrics;

/** The measurements that the vocabulary's probes name. */
export const hostMeasurements: Measurements = {
  batch: (...args) => present(measureBatch(...args)),
  picture: (measurement, values) => (measurement === 'embedding' ? embeddingPicture(values) : null),
  *dataset(...args) {
    return present(yield* measureDataset(...args));
  },
};
