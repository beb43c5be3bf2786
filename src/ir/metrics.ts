/** How a measured number is shown and read. */
export interface MetricInfo {
  readonly label: string;
  /** A `percent` is measured as a share in [0, 1]. */
  readonly format: 'percent' | 'number';
  /** Whether more is better, less is better, or the number is read against `healthy`. */
  readonly better: 'higher' | 'lower' | 'reference';
  /** What a healthy run shows, where that does not depend on the data. */
  readonly healthy?: number;
  /** What it says, what is healthy, and what it does not see. */
  readonly help: string;
  /** The measurement it is part of (`Probe.measurement`). */
  readonly measurement: 'embedding' | 'retrieval';
}

/** All that probes measure, by the name under which a measurement reports it. */
export const METRICS = {
  stdTimesRootD: {
    label: 'std·√d',
    format: 'number',
    better: 'reference',
    healthy: 1,
    help: 'Spread of the embeddings’ directions: 1 when even, 0 when all point one way. Does not see a low rank or a shrinking scale.',
    measurement: 'embedding',
  },
  normalizedStd: {
    label: 'std of unit embeddings',
    format: 'number',
    better: 'reference',
    help: 'Standard deviation per dimension after l2 normalisation, averaged: 1/√d when even, 0 on complete collapse.',
    measurement: 'embedding',
  },
  rawStd: {
    label: 'raw std',
    format: 'number',
    better: 'reference',
    help: 'Standard deviation per dimension, averaged. Falling to a small part of the untrained value means shrinking to a point; healthy scale depends on the architecture. Does not see rank.',
    measurement: 'embedding',
  },
  rankMe: {
    label: 'RankMe',
    format: 'number',
    better: 'higher',
    help: 'Number of directions in use, from 1 to the smaller of batch rows and dimensions; near 1 is collapse. Compare only at equal rows and dimensions; noise of tiny scale has a high rank too.',
    measurement: 'embedding',
  },
  alignment: {
    label: 'alignment',
    format: 'number',
    better: 'lower',
    help: 'Mean squared distance between two views of an image on the unit sphere: 0 when they coincide. A constant embedding has 0 too: read it with uniformity.',
    measurement: 'embedding',
  },
  uniformity: {
    label: 'uniformity',
    format: 'number',
    better: 'lower',
    help: 'Log of the mean Gaussian potential between images on the unit sphere: near −4 when evenly spread, 0 when all are alike. Says nothing of whether the views of an image agree.',
    measurement: 'embedding',
  },
  knn: {
    label: 'kNN accuracy',
    format: 'percent',
    better: 'higher',
    help: 'Share of held-out images whose label the vote of their nearest training images gives. Compare with the untrained encoder: on easy data it is high before any training.',
    measurement: 'retrieval',
  },
  twin: {
    label: 'twin retrieval',
    format: 'percent',
    better: 'higher',
    help: 'Share of images whose nearest neighbour among the other vendor’s is the drawing of the same concept. Needs no label; compare with the untrained encoder. Most of these images were trained on.',
    measurement: 'retrieval',
  },
  twinHeldOut: {
    label: 'twin retrieval, held out',
    format: 'percent',
    better: 'higher',
    help: 'The same for concepts never trained on, still among all drawings of the other vendor. Compare with the untrained encoder; fewer images make it noisier.',
    measurement: 'retrieval',
  },
} as const satisfies Readonly<Record<string, MetricInfo>>;

export type MetricId = keyof typeof METRICS;

/** Metrics by name; one that cannot be measured on what was given is missing. */
export type Measured = Readonly<Partial<Record<MetricId, number>>>;
