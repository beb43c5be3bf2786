import type { Measured } from '../../src/ir/metrics.ts';
import type { Dataset } from '../data/dataset.ts';
import { measureDataset, readBatch, type BatchReading, type BatchValue } from '../metrics/index.ts';

export type Metrics = Readonly<Record<string, number>>;

/** How probes turn numbers into metrics, by the name of the measurement. */
export interface Measurements {
  batch(
    measurement: string,
    values: readonly BatchValue[],
    params: Readonly<Record<string, unknown>>,
  ): BatchReading<Metrics>;
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
  batch: (...args) => {
    const { metrics, picture } = readBatch(...args);
    return { metrics: present(metrics), picture };
  },
  *dataset(...args) {
    return present(yield* measureDataset(...args));
  },
};
