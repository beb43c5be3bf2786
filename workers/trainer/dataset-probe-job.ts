import type { Probe } from '../../src/ir/program.ts';
import type { Dataset } from '../data/dataset.ts';
import type { BlockPlan } from '../engine/block-plan.ts';
import type { ExecutionContext } from '../engine/execute/executor.ts';
import type { TensorStore } from '../engine/tensor-store.ts';
import { DatasetEncoding, type DatasetSource } from './dataset-encoding.ts';
import type { Measurements, Metrics } from './measurements.ts';

export type DatasetProbe = Probe & { readonly source: DatasetSource };

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
  readonly #with: Surroundings;
  readonly #encoding: DatasetEncoding;
  #measuring: Generator<unknown, Metrics> | null = null;

  /** @param weights taken over */
  constructor(probe: DatasetProbe, step: number, weights: TensorStore, surroundings: Surroundings) {
    this.probe = probe;
    this.step = step;
    this.#with = surroundings;
    this.#encoding = new DatasetEncoding(probe.source, weights, { ...surroundings, step });
  }

  /** Does the next piece. Gives the metrics once all is done. */
  async advance(): Promise<Metrics | null> {
    if (!this.#measuring) {
      const features = await this.#encoding.advance();
      if (!features) return null;
      const { measurements, dataset } = this.#with;
      const { measurement, params } = this.probe;
      this.#measuring = measurements.dataset(measurement, features, dataset, params);
    }
    const { done, value } = this.#measuring.next();
    return done ? value : null;
  }

  dispose(): void {
    this.#encoding.dispose();
  }
}
