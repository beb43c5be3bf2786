import type { Dataset } from '../data/dataset.ts';
import type { HostTensor } from '../protocol.ts';

export type Metrics = Readonly<Record<string, number>>;

/** A value of the training step on the host; `views` views stand one after another on axis 0. */
export interface BatchValue {
  readonly tensor: HostTensor;
  readonly views: number;
}

/** How probes turn numbers into metrics, by the name of the measurement. */
export interface Measurements {
  batch(
    measurement: string,
    values: readonly BatchValue[],
    params: Readonly<Record<string, unknown>>,
  ): Metrics;
  /** `features`: N×D, in the dataset's order. Yields between slices of work short enough to train in between. */
  dataset(
    measurement: string,
    features: HostTensor,
    dataset: Dataset,
    params: Readonly<Record<string, unknown>>,
  ): Generator<unknown, Metrics>;
}
