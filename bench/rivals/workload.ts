/** A fixed network and its training step, described once for all rivals: as JSON it reaches Python and browsers too. */
export interface Workload {
  readonly name: string;
  /** Rows of a batch: both views together. */
  readonly rows: number;
  /** Height and width, and channels. */
  readonly size: number;
  readonly channels: number;
  readonly encoder:
    /** 3×3 convolutions of stride 2 with ReLU; with a batch norm between, or with biases. */
    | { readonly kind: 'convnet'; readonly widths: readonly number[]; readonly norm: 'none' | 'batch' }
    /** A 3×3 stem and one basic block a stage with batch norms; every stage but the first halves the map. */
    | { readonly kind: 'resnet'; readonly widths: readonly number[] };
  readonly hidden: number;
  readonly output: number;
  readonly temperature: number;
  readonly optimiser: 'adam' | 'adamw' | 'momentum';
  readonly learningRate: number;
}

/** SimCLR on grey images of 28×28: a small network, in which what is done per operation counts. 1.65 GFLOP a step. */
export const workloadA: Workload = {
  name: 'A',
  rows: 128,
  size: 28,
  channels: 1,
  encoder: { kind: 'convnet', widths: [32, 64, 128], norm: 'none' },
  hidden: 128,
  output: 64,
  temperature: 0.5,
  optimiser: 'adam',
  learningRate: 1e-3,
};

/** SimCLR on colour images of 32×32: a residual network, in which convolutions and batch norms count. 37.6 GFLOP a step. */
export const workloadB: Workload = {
  name: 'B',
  rows: 128,
  size: 32,
  channels: 3,
  encoder: { kind: 'resnet', widths: [32, 64, 128] },
  hidden: 256,
  output: 128,
  temperature: 0.5,
  optimiser: 'momentum',
  learningRate: 0.01,
};

/** The network of the template `simclr` in its preset `browser`, without augmentation. */
export const templateWorkload: Workload = {
  name: 'simclr',
  rows: 256,
  size: 32,
  channels: 3,
  encoder: { kind: 'convnet', widths: [32, 64, 128], norm: 'batch' },
  hidden: 256,
  output: 128,
  temperature: 0.2,
  optimiser: 'adamw',
  learningRate: 1e-3,
};
