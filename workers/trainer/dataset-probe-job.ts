import { defined } from '../../src/base/assert.ts';
import type { Probe } from '../../src/ir/program.ts';
import type { BlockPlan } from '../engine/block-plan.ts';
import { disposeAll, uploadFeeds } from '../engine/device-values.ts';
import type { ExecutionContext } from '../engine/execute/executor.ts';
import { download } from '../engine/host-tensor.ts';
import { runBlock } from '../engine/run-block.ts';
import type { TensorStore } from '../engine/tensor-store.ts';
import type { Dataset } from '../data/dataset.ts';
import { hostFeeds } from './host-feeds.ts';
import type { Measurements, Metrics } from './measurements.ts';
import { fieldsOf } from './training-data.ts';

export type DatasetProbe = Probe & { readonly source: Extract<Probe['source'], { kind: 'dataset' }> };

interface Surroundings {
  readonly plan: BlockPlan;
  readonly context: ExecutionContext;
  readonly dataset: Dataset;
  readonly measurements: Measurements;
  readonly seed: number;
}

/**
 * One measurement over a whole dataset, made in small pieces so that training goes on in between: the images are encoded
 * batch by batch with the weights as they were when the job began, then the metrics are computed slice by slice.
 */
export class DatasetProbeJob {
  readonly probe: DatasetProbe;
  /** Steps done when the weights were taken. */
  readonly step: number;
  readonly #weights: TensorStore;
  readonly #with: Surroundings;
  #encoded = 0;
  #features: Float32Array | null = null;
  #reading: Promise<void> | null = null;
  #measuring: Generator<unknown, Metrics> | null = null;

  /** @param weights taken over */
  constructor(probe: DatasetProbe, step: number, weights: TensorStore, surroundings: Surroundings) {
    this.probe = probe;
    this.step = step;
    this.#weights = weights;
    this.#with = surroundings;
  }

  /** Does the next piece. Gives the metrics once all is done. */
  async advance(): Promise<Metrics | null> {
    const { count } = this.#with.dataset.info;
    if (this.#encoded < count) {
      // one batch is read while the next one is computed
      const before = this.#reading;
      this.#reading = this.#encode(this.#encoded);
      this.#encoded += this.probe.source.batchSize;
      await before;
      return null;
    }
    if (!this.#measuring) {
      await this.#reading;
      this.#weights.dispose();
      const features = defined(this.#features, 'the dataset has images');
      const { measurements, dataset } = this.#with;
      const { measurement, params } = this.probe;
      this.#measuring = measurements.dataset(measurement, features, dataset, params);
    }
    const { done, value } = this.#measuring.next();
    return done ? value : null;
  }

  dispose(): void {
    this.#weights.dispose();
  }

  /** Encodes the images from `begin` on and writes their features to their rows. */
  async #encode(begin: number): Promise<void> {
    const { plan, context, dataset, seed } = this.#with;
    const { count } = dataset.info;
    const { batchSize, features, block } = this.probe.source;
    // shapes are fixed: the last batch is filled up with repetitions, whose features are dropped
    const indices = Int32Array.from({ length: batchSize }, (_, i) => Math.min(begin + i, count - 1));
    const feeds = hostFeeds(block.feeds, { seed, step: this.step, batch: fieldsOf(dataset, indices) });
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
