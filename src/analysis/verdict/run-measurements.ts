export type Metrics = Readonly<Record<string, number>>;

/** What a probe measured, oldest first. */
export type MetricSeries = readonly { readonly step: number; readonly metrics: Metrics }[];

export interface RunMeasurements {
  /** Oldest first. */
  readonly losses: readonly { readonly step: number; readonly loss: number }[];
  /** Of one embedding probe, one distribution probe and one retrieval probe; empty where the drawing has none. */
  readonly embedding: MetricSeries;
  readonly distribution: MetricSeries;
  readonly retrieval: MetricSeries;
  /** All these metrics with the initial weights; null while unknown. */
  readonly untrained: Metrics | null;
  /** Number of rows (views × images) and of dimensions of the measured embedding: they cap its rank. */
  readonly rows: number;
  readonly dimension: number;
}

/** Before this step nothing is judged but divergence: many healthy runs begin with a dip of the std. */
export const EARLIEST = 50;

/** Differences of retrieval shares below this are noise. */
export const BETTER = 0.02;

/** Small, but this many times the untrained value: on its way up. */
export const RISING = 1.5;
