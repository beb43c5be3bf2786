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
  /** The measurement it is part of (`Probe.measurement`); `followers` are measured without a probe, of every EMA node. */
  readonly measurement: 'embedding' | 'distribution' | 'retrieval' | 'followers';
  /** The most it can be, by `classes` of the same measurement: K or ln K. */
  readonly most?: 'classes' | 'logClasses';
  /** Says what others are read against and is not shown by itself. */
  readonly aside?: true;
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
  entropy: {
    label: 'entropy',
    format: 'number',
    better: 'reference',
    help: 'Of the assignment of one image, averaged: 0 where each names one prototype, ln K where all prototypes share alike. Falling to 0 is a collapse only if the entropy of the mean falls too; staying at ln K is one.',
    measurement: 'distribution',
    most: 'logClasses',
  },
  meanEntropy: {
    label: 'entropy of the mean',
    format: 'number',
    better: 'reference',
    help: 'Of all images’ assignments averaged: near ln K when all prototypes are in use, 0 when all images go to one. Does not see whether assignments are sharp. A small batch cannot use many.',
    measurement: 'distribution',
    most: 'logClasses',
  },
  perplexity: {
    label: 'perplexity',
    format: 'number',
    better: 'reference',
    help: 'Number of prototypes in use, as if all of these were used alike: e to the entropy of the mean. 1 is a collapse; K is an even use, also where no assignment is sharp.',
    measurement: 'distribution',
    most: 'classes',
  },
  kl: {
    label: 'KL to the student',
    format: 'number',
    better: 'reference',
    help: 'Divergence of the student’s prediction from the teacher’s assignment, over pairs of views: the loss without the entropy of its targets. 0 is agreement, be it on one answer for all images: read it with the entropies.',
    measurement: 'distribution',
  },
  classes: {
    label: 'prototypes K',
    format: 'number',
    better: 'reference',
    help: 'Number of prototypes, clusters or classes that assignments are over.',
    measurement: 'distribution',
    aside: true,
  },
  emaDistance: {
    label: 'EMA distance',
    format: 'number',
    better: 'reference',
    help: 'How far a moving average of weights is from the weights it follows, relative to their length: ‖ξ − θ‖/‖θ‖. 0 at the start and at momentum 0; a teacher that never comes nearer does not follow. Does not see whether either has learnt.',
    measurement: 'followers',
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

/** The most a metric can be, and how it is written (`ln 64`), by what was measured with it; null where nothing is known. */
export function mostOf(
  metric: MetricId,
  measured: Readonly<Record<string, number | undefined>>,
): { readonly value: number; readonly label: string } | null {
  const { most }: MetricInfo = METRICS[metric];
  const { classes } = measured;
  if (!most || classes === undefined) return null;
  return most === 'classes'
    ? { value: classes, label: String(classes) }
    : { value: Math.log(classes), label: `ln ${classes}` };
}

/** Metrics by name; one that cannot be measured on what was given is missing. */
export type Measured = Readonly<Partial<Record<MetricId, number>>>;
