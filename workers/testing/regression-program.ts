import type { Probe, Program } from '../../src/ir/program.ts';
import { BlockBuilder } from './block-builder.ts';

export const IMAGE_SIZE = 2;
const PIXELS = IMAGE_SIZE * IMAGE_SIZE;
const TARGET = [0.5, -1, 2, 0.25];

interface RegressionOptions {
  readonly steps?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly probes?: readonly Probe[];
}

/**
 * Linear regression by gradient descent with momentum, written by hand: predicts a fixed linear function of 2×2 images, to
 * which noise is added. Operations of the loss come from node `loss`, of the update from `optimiser`.
 */
export function regressionProgram({
  steps = 20,
  batchSize = 8,
  learningRate = 0.05,
  probes = [],
}: RegressionOptions = {}): Program {
  const b = new BlockBuilder();
  const weight = b.external('model.kernel', [PIXELS, 1]);
  const velocity = b.external('optimiser.velocity', [PIXELS, 1]);
  const shape = [batchSize, IMAGE_SIZE, IMAGE_SIZE, 1];
  const images = b.feed('data.images', shape, { kind: 'dataset', dataset: 'test', field: 'images' });
  const noise = b.feed('data.noise', [batchSize, 1], {
    kind: 'draw',
    sampler: { kind: 'normal' },
    stream: 'data.noise',
  });
  const rate = b.feed(
    'optimiser.learningRate',
    [],
    { kind: 'schedule', schedule: { kind: 'constant', value: learningRate } },
    'float32',
    'optimiser',
  );
  const x = b.op('reshape', [images], { shape: [batchSize, PIXELS] }, 'model');
  const prediction = b.op('matMul', [x, weight], { transposeA: false, transposeB: false }, 'model');
  const target = b.op('constant', [], { shape: [PIXELS, 1], dtype: 'float32', data: TARGET }, 'loss');
  const clean = b.op('matMul', [x, target], { transposeA: false, transposeB: false }, 'loss');
  const wanted = b.op('add', [clean, b.op('mul', [noise, b.scalar(0.01)], {}, 'loss')], {}, 'loss');
  const difference = b.op('sub', [prediction, wanted], {}, 'loss');
  const squares = b.op('square', [difference], {}, 'loss', 'loss');
  const total = b.op('sum', [squares], { axes: [0, 1], keepDims: false }, 'loss', 'loss');
  const loss = b.op('mul', [total, b.scalar(1 / batchSize)], {}, 'loss', 'loss');
  const slope = b.op('matMul', [x, difference], { transposeA: true, transposeB: false }, 'model', 'backward');
  const gradient = b.op('mul', [slope, b.scalar(2 / batchSize)], {}, 'model', 'backward');
  const faster = b.op(
    'add',
    [b.op('mul', [velocity, b.scalar(0.5)]), gradient],
    {},
    'optimiser',
    'optimiser',
  );
  const step = b.op('mul', [faster, rate], {}, 'optimiser', 'optimiser');
  const updated = b.op('sub', [weight, step], {}, 'optimiser', 'optimiser');
  return {
    format: 'unlabel-program/1',
    dataset: 'test',
    batchSize,
    steps,
    weights: [
      {
        id: weight,
        node: 'model',
        name: 'kernel',
        shape: [PIXELS, 1],
        initializer: { kind: 'normal', std: 1 },
        role: 'trained',
        decay: true,
      },
    ],
    states: [
      {
        id: velocity,
        node: 'optimiser',
        name: 'velocity',
        shape: [PIXELS, 1],
        initializer: { kind: 'constant', value: 0 },
      },
    ],
    step: b.block(),
    losses: [{ node: 'loss', optimiser: 'optimiser', value: loss }],
    gradients: [],
    commits: [
      { target: weight, value: updated, origin: 'optimiser' },
      { target: velocity, value: faster, origin: 'optimiser' },
    ],
    probes,
    wires: [],
  };
}

/** A batch probe of the predictions and a dataset probe of the model's output, both measured every `every` steps. */
export function regressionProbes(every: number, batchSize = 8): Probe[] {
  const b = new BlockBuilder();
  const weight = b.external('model.kernel', [PIXELS, 1]);
  const images = b.feed('data.images', [batchSize, IMAGE_SIZE, IMAGE_SIZE, 1], {
    kind: 'dataset',
    dataset: 'test',
    field: 'images',
  });
  const x = b.op('reshape', [images], { shape: [batchSize, PIXELS] });
  const features = b.op('matMul', [x, weight], { transposeA: false, transposeB: false });
  return [
    {
      node: 'batchProbe',
      measurement: 'mean',
      every,
      params: {},
      source: { kind: 'batch', values: [{ port: 'embedding', kind: 'embedding', value: '%1', views: 1 }] },
    },
    {
      node: 'datasetProbe',
      measurement: 'mean',
      every,
      params: {},
      source: { kind: 'dataset', dataset: 'test', batchSize, block: b.block(), features },
    },
  ];
}
