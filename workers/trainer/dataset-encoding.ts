import type { Probe } from '../../src/ir/program.ts';
import type { Dataset } from '../data/dataset.ts';
import type { BlockPlan } from '../engine/block-plan.ts';
import { disposeAll, uploadFeeds } from '../engine/device-values.ts';
import type { ExecutionContext } from '../engine/execute/executor.ts';
import { download } from '../engine/host-tensor.ts';
import { runBlock } from '../engine/run-block.ts';
import type { TensorStore } from '../engine/tensor-store.ts';
import { hostFeeds } from './host-feeds.ts';
import { fieldsOf } from './training-data.ts';

export type DatasetSource = Extract<Probe['source'], { kind: 'dataset' }>;

interface Surroundings {
  readonly plan: BlockPlan;
  readonly context: ExecutionContext;
  readonly dataset: Dataset;
  readonly seed: number;
  /** Steps done when the weights were taken. */
  readonly step: number;
}

/** Encodes all images of a dataset batch by batch, so that other work goes on in between. */
export class DatasetEncoding {
  readonly #source: DatasetSource;
  readonly #weights: TensorStore;
  readonly #with: Surroundings;
  #encoded = 0;
  #features: Float32Array | null = null;
  #reading: Promise<void> | null = null;

  /** @param weights taken over */
  constructor(source: DatasetSource, weights: TensorStore, surroundings: Surroundings) {
    this.#source = source;
    this.#weights = weights;
    this.#with = surroundings;
  }

  /** Encodes the next batch. Gives the features (N×D, row i of image i) once all are there. */
  async advance(): Promise<Float32Array | null> {
    const before = this.#reading;
    if (this.#encoded < this.#with.dataset.info.count) {
      // one batch is read while the next one is computed
      this.#reading = this.#encode(this.#encoded);
      this.#encoded += this.#source.batchSize;
      await before;
      return null;
    }
    await before;
    this.#weights.dispose();
    return this.#features;
  }

  dispose(): void {
    this.#weights.dispose();
  }

  /** Encodes the images from `begin` on and writes their features to their rows. */
  async #encode(begin: number): Promise<void> {
    const { plan, context, dataset, seed, step } = this.#with;
    const { count } = dataset.info;
    const { batchSize, features, block } = this.#source;
    // shapes are fixed: the last batch is filled up with repetitions, whose features are dropped
    const indices = Int32Array.from({ length: batchSize }, (_, i) => Math.min(begin + i, count - 1));
    const feeds = hostFeeds(block.feeds, { seed, step, batch: fieldsOf(dataset, indices) });
    const values = runBlock(plan, this.#weights.get, uploadFeeds(feeds), context);
    try {
      const { data } = await download(values.get(features)!);
      const width = data.length / batchSize;
      this.#features ??= new Float32Array(count * width);
      const rows = Math.min(batchSize, count - begin);
      this.#features.set(data.subarray(0, rows * width), begin * width);
    } finally {
      disposeAll(values);
    }
  }
}
