import type { Tensor } from '@tensorflow/tfjs-core';
import type { Probe } from '../../src/ir/program.ts';
import type { ValueId } from '../../src/ir/value.ts';
import type { Dataset } from '../data/dataset.ts';
import type { BlockPlan } from '../engine/block-plan.ts';
import { disposeAll } from '../engine/device-values.ts';
import { clone } from '../engine/execute/kernel.ts';
import { download } from '../engine/host-tensor.ts';
import type { Session } from '../engine/session.ts';
import { TensorStore } from '../engine/tensor-store.ts';
import type { EmbeddingPicture, HostTensor, RunEvent } from '../protocol.ts';
import { DatasetProbeJob, type DatasetProbe } from './dataset-probe-job.ts';
import { emaDistance, followersOf, type Followers } from './ema-distance.ts';
import type { Measurements, Metrics } from './measurements.ts';

type BatchProbe = Probe & { readonly source: Extract<Probe['source'], { kind: 'batch' }> };

interface Surroundings {
  readonly session: Session;
  readonly dataset: Dataset;
  readonly measurements: Measurements;
  readonly seed: number;
  /** What is known of the untrained weights from before, by probe node. */
  readonly untrained: Readonly<Record<string, Metrics>>;
  /** The run begins with weights that were trained before. */
  readonly pretrained: boolean;
  readonly initial: () => Readonly<Record<ValueId, HostTensor>>;
  readonly emit: (event: RunEvent) => void;
}

/** Steps between two measurements of moving averages. */
const FOLLOWERS_EVERY = 20;

/**
 * All measurements of a run. Batch probes read values of the step, dataset probes are jobs worked off in pieces; every
 * metric is kept for the untrained weights and sent along with the later ones.
 */
export class Probes {
  readonly #with: Surroundings;
  readonly #batch: readonly BatchProbe[];
  readonly #dataset: readonly { readonly probe: DatasetProbe; readonly plan: BlockPlan }[];
  readonly #untrained: Map<string, Metrics>;
  readonly #followers: readonly Followers[];
  #jobs: { readonly job: DatasetProbeJob; readonly silent: boolean }[] = [];
  #readings = new Set<Promise<void>>();

  constructor(surroundings: Surroundings) {
    this.#with = surroundings;
    this.#untrained = new Map(Object.entries(surroundings.untrained));
    const { probes } = surroundings.session.program;
    this.#followers = followersOf(surroundings.session.program);
    this.#batch = probes.filter((probe): probe is BatchProbe => probe.source.kind === 'batch');
    this.#dataset = probes
      .filter((probe): probe is DatasetProbe => probe.source.kind === 'dataset')
      .map((probe) => ({
        probe,
        plan: surroundings.session.planFor(probe.source.block, [probe.source.features]),
      }));
  }

  /** What measurements run besides the step. */
  get plans(): readonly BlockPlan[] {
    return this.#dataset.map(({ plan }) => plan);
  }

  get hasWork(): boolean {
    return this.#jobs.length > 0;
  }

  /** Whether anything will be measured in the values of the step after `step` steps. */
  batchDue(step: number): boolean {
    return this.#batch.some(({ every }) => step % every === 0);
  }

  /**
   * Measures what is not known yet of the untrained weights, for a run that goes on after `step` > 0 steps. `compute` gives
   * the values of its first step with initial weights. Sends nothing: the metrics come along with later ones.
   */
  measureUntrained(compute: () => ReadonlyMap<ValueId, Tensor>): void {
    const batch = this.#batch.filter(({ node }) => !this.#untrained.has(node));
    if (batch.length > 0) {
      const values = compute();
      for (const probe of batch) this.#readBatch(probe, 0, values, true);
      disposeAll(values);
    }
    const dataset = this.#dataset.filter(({ probe }) => !this.#untrained.has(probe.node));
    if (dataset.length === 0) return;
    const initial = this.#with.initial();
    for (const { probe, plan } of dataset) {
      const values = Object.fromEntries(plan.external.map(({ id }) => [id, initial[id]!]));
      this.#queue(probe, plan, 0, TensorStore.upload(values), true);
    }
  }

  /** Begins what is due before the step after `step` steps; `last` makes all dataset probes due. */
  beginDataset(step: number, last = false): void {
    for (const { probe, plan } of this.#dataset) {
      if (!last && step % probe.every !== 0) continue;
      const waiting = this.#jobs.some(({ job, silent }) => !silent && job.probe === probe);
      // a probe slower than its cadence skips a turn, but never the last one
      if (waiting && !last) continue;
      const ids = plan.external.map(({ id }) => id);
      this.#queue(probe, plan, step, this.#with.session.store.fork(ids), false);
    }
  }

  /** Measures what is due in the values of the step after `step` steps. */
  measureBatch(step: number, values: ReadonlyMap<ValueId, Tensor>): void {
    for (const probe of this.#batch) {
      if (step % probe.every === 0) this.#readBatch(probe, step, values, false);
    }
  }

  /** Measures how far moving averages are from what they follow, where that is due after `step` steps. */
  measureFollowers(step: number): void {
    if (step % FOLLOWERS_EVERY !== 0) return;
    const { session, emit } = this.#with;
    for (const followers of this.#followers) {
      const { node } = followers;
      this.#await(
        emaDistance(followers, session.store.get).then((distance) =>
          emit({ kind: 'probe', step, node, metrics: { emaDistance: distance }, untrained: null }),
        ),
      );
    }
  }

  /** Works on dataset probes for about `milliseconds`: at least one piece. */
  async work(milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds;
    do {
      const next = this.#jobs[0];
      if (!next) return;
      const metrics = await next.job.advance();
      if (metrics) {
        this.#jobs.shift();
        this.#measured(next.job.probe, next.job.step, metrics, next.silent);
      }
    } while (performance.now() < end);
  }

  /** Waits for the batch probes' readings. */
  async settle(): Promise<void> {
    await Promise.all(this.#readings);
  }

  dispose(): void {
    for (const { job } of this.#jobs) job.dispose();
    this.#jobs = [];
  }

  #queue(probe: DatasetProbe, plan: BlockPlan, step: number, weights: TensorStore, silent: boolean): void {
    const { session, dataset, measurements, seed } = this.#with;
    const job = new DatasetProbeJob(probe, step, weights, {
      plan,
      context: session.context,
      dataset,
      measurements,
      seed,
    });
    this.#jobs.push({ job, silent });
  }

  #readBatch(probe: BatchProbe, step: number, values: ReadonlyMap<ValueId, Tensor>, silent: boolean): void {
    // the step's own tensors are freed before the reading is done
    const own = new Map(probe.source.values.map(({ value }) => [value, clone(values.get(value)!)]));
    const reading = async () => {
      try {
        const read = probe.source.values.map(async ({ port, kind, value, views }) => {
          const { data, shape } = await download(own.get(value)!);
          const rows = shape[0] ?? 1;
          return { port, kind, data: new Float32Array(data), rows, columns: data.length / rows, views };
        });
        const { measurement, params } = probe;
        const values = await Promise.all(read);
        const { metrics, picture } = this.#with.measurements.batch(measurement, values, params);
        this.#measured(probe, step, metrics, silent, picture);
      } finally {
        disposeAll(own);
      }
    };
    this.#await(reading());
  }

  #await(work: Promise<void>): void {
    const reading = work.finally(() => this.#readings.delete(reading));
    this.#readings.add(reading);
    // whoever settles hears of a failure; nobody may be waiting at that moment
    reading.catch(() => undefined);
  }

  #measured(
    { node }: Probe,
    step: number,
    metrics: Metrics,
    silent: boolean,
    picture: EmbeddingPicture | null = null,
  ): void {
    // the first measurement is of untrained weights, unless the run was given others: those are measured silently
    if (silent || (step === 0 && !this.#with.pretrained)) this.#untrained.set(node, metrics);
    if (silent) return;
    const untrained = this.#untrained.get(node) ?? null;
    this.#with.emit({ kind: 'probe', step, node, metrics, untrained, ...(picture ? { picture } : {}) });
  }
}
