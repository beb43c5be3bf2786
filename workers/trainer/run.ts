import { defined } from '../../src/base/assert.ts';
import { diagnose, type Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { digestOf } from '../../src/ir/fingerprint.ts';
import type { Program } from '../../src/ir/program.ts';
import type { Dataset } from '../data/dataset.ts';
import { disposeAll } from '../engine/device-values.ts';
import { clone } from '../engine/execute/kernel.ts';
import { isFinite } from '../engine/host-tensor.ts';
import { initialValues } from '../../src/ir/initial-values.ts';
import { memoryReport } from '../engine/memory-report.ts';
import { preparePlans } from '../engine/prepare-plans.ts';
import type { HostFeeds, Session } from '../engine/session.ts';
import { TensorStore } from '../engine/tensor-store.ts';
import type { Checkpoint } from '../protocol.ts';
import { diagnoseError } from './diagnose-error.ts';
import type { EventQueue } from './event-queue.ts';
import { hostFeeds } from './host-feeds.ts';
import { locateNotFinite } from './locate-not-finite.ts';
import { LossReader } from './loss-reader.ts';
import type { Measurements, Metrics } from './measurements.ts';
import { milestone } from './milestone.ts';
import { nextTask } from './next-task.ts';
import { probeSample } from '../data/probe-sample.ts';
import { Probes } from './probes.ts';
import { RunControl } from './run-control.ts';
import { learningRateAt, parameterCount, stepEvent, type StepFacts } from './step-event.ts';
import { Stopwatch } from './stopwatch.ts';
import type { BatchFields } from './training-data.ts';

export interface RunOptions {
  readonly session: Session;
  readonly dataset: Dataset;
  readonly batchAt: (step: number) => BatchFields;
  /** What the session holds: initial weights, or those of a run that goes on. */
  readonly begin: Checkpoint;
  /** Metrics of the untrained weights that are known, by probe node. */
  readonly untrained: Readonly<Record<string, Metrics>>;
  /** The run begins with weights that were trained before: what is measured first is not of untrained ones. */
  readonly pretrained: boolean;
  readonly paused: boolean;
  readonly measurements: Measurements;
  readonly events: EventQueue;
  /** Seconds between checkpoints at most; they come more often where they cost little. */
  readonly checkpointEvery: number;
}

/** Part of the time that checkpoints may take, where that gives one before `checkpointEvery`. */
const CHECKPOINT_SHARE = 0.01;
/** Seconds between checkpoints at least: more often, nobody would notice what is lost. */
const CHECKPOINT_SOONEST = 1;
/** Part of a step's time that dataset probes may take from training while they are at work. */
const PROBE_SHARE = 0.3;
/** Milliseconds that dataset probes get at a stretch where nothing is trained. */
const PROBE_SLICE = 30;

/** One run of a program, from its first step to its end. `loop` does everything; `control` tells it what is wanted. */
export class Run {
  readonly control: RunControl;
  readonly #session: Session;
  readonly #options: RunOptions;
  readonly #losses: LossReader<StepFacts>;
  readonly #probes: Probes;
  readonly #watch = new Stopwatch();
  #step: number;
  #checkpoint: Checkpoint | null = null;
  /** Seconds of the run at which the next one is due. */
  #checkpointDue: number;
  /** Seconds of the run at the last step whose losses were sent. */
  #reported = 0;
  #problem: Diagnostic | null = null;
  #finalBegun = false;

  constructor(options: RunOptions) {
    const { session, begin, paused, events } = options;
    const { step, seed } = begin;
    this.#options = options;
    this.#session = session;
    this.#step = step;
    this.#checkpointDue = Math.min(CHECKPOINT_SOONEST, options.checkpointEvery);
    this.control = new RunControl(paused);
    const { backend } = session.context;
    this.#losses = new LossReader(backend === 'wasm' || backend === 'cpu');
    this.#probes = new Probes({
      ...options,
      dataset: probeSample(options.dataset),
      seed,
      initial: () => initialValues(session.program, seed),
      emit: (event) => events.push(event),
    });
  }

  /** The last checkpoint whose numbers are all finite. */
  get lastCheckpoint(): Checkpoint | null {
    return this.#checkpoint;
  }

  /** Ends the run with a problem that came from outside, such as the loss of the device. */
  fail(problem: Diagnostic): void {
    this.#problem ??= problem;
    this.control.wake();
  }

  /** Weights and states as they are now. */
  async takeCheckpoint(): Promise<Checkpoint> {
    // both are read before anything is awaited, so they belong together
    const step = this.#step;
    const tensors = this.#session.store.download();
    return { step, seed: this.#options.begin.seed, tensors: await tensors };
  }

  /** Runs to the end. Never rejects: what goes wrong becomes a `failed` event. */
  async loop(): Promise<void> {
    const { events } = this.#options;
    try {
      const { backend } = this.#session.context;
      const { steps } = this.#session.program;
      events.push(
        { kind: 'started', backend, parameters: parameterCount(this.program), step: this.#step, steps },
        true,
      );
      this.#keep(this.#options.begin);
      await this.#prepare();
      if (this.control.wanted !== 'stopped') this.#beginUntrained();
      this.#watch.start();
      milestone('run begins');
      const reason = await this.#train();
      await this.#settle();
      await this.#saveCheckpoint();
      this.#watch.pause();
      this.#finish(reason);
    } catch (error) {
      const diagnostic =
        this.#problem ?? (error instanceof NotFinite ? await this.#explain(error) : diagnoseError(error));
      events.push({ kind: 'failed', step: this.#step, diagnostic }, true);
    } finally {
      this.#losses.dispose();
      this.#probes.dispose();
      this.#session.dispose();
      this.control.end();
    }
  }

  get program(): Program {
    return this.#session.program;
  }

  /** Lets the device compile everything at once, so that the first step does not; whoever wants the run to end need not wait. */
  async #prepare(): Promise<void> {
    const prepared = preparePlans([this.#session.stepPlan, ...this.#probes.plans]).then(() => true);
    // of a run that is left before they are compiled, nobody asks why they could not be
    prepared.catch(() => false);
    let ready = false;
    while (!ready && this.control.wanted !== 'stopped' && !this.#problem) {
      ready = await Promise.race([prepared, this.control.command().then(() => false)]);
    }
    this.#throwProblem();
  }

  async #train(): Promise<'complete' | 'stopped'> {
    const { steps } = this.program;
    for (;;) {
      await nextTask();
      this.#throwProblem();
      if (this.control.wanted === 'stopped') return 'stopped';
      if (this.#step >= steps) {
        if (await this.#finalProbes()) return 'complete';
      } else if (this.control.mayStep()) {
        const begin = performance.now();
        await this.#oneStep();
        if (this.#probes.hasWork) await this.#probes.work((performance.now() - begin) * PROBE_SHARE);
        this.control.stepped();
      } else await this.#rest();
    }
  }

  /** While paused: probes finish what they began, then nothing happens until something is wanted. */
  async #rest(): Promise<void> {
    const { events } = this.#options;
    if (!this.control.resting) {
      await this.#settle();
      await this.#saveCheckpoint();
      this.#watch.pause();
      events.push({ kind: 'paused', step: this.#step }, true);
      this.control.rest();
    }
    if (this.#probes.hasWork) await this.#probes.work(PROBE_SLICE);
    else {
      events.flush();
      await this.control.change();
    }
    if (this.control.wanted === 'running') {
      this.control.leaveRest();
      this.#watch.start();
      events.push({ kind: 'resumed', step: this.#step }, true);
    }
  }

  async #oneStep(): Promise<void> {
    const index = this.#step;
    // a single step counts, though the run is paused before and after it
    this.#watch.start();
    this.#probes.beginDataset(index);
    this.#probes.measureFollowers(index);
    const values = this.#session.step(this.#feeds(index));
    this.#step = index + 1;
    const losses = this.program.losses.map(({ value }) => clone(values.get(value)!));
    try {
      if (this.#probes.batchDue(index)) this.#probes.measureBatch(index, values);
    } finally {
      disposeAll(values);
    }
    const learningRate = learningRateAt(this.program, index);
    await this.#losses.push({ index, learningRate }, losses);
    this.#report();
    if (this.control.wanted === 'paused') await this.#settle();
    if (this.#watch.seconds >= this.#checkpointDue) await this.#saveCheckpoint();
  }

  #feeds = (step: number): HostFeeds => {
    const { begin, batchAt } = this.#options;
    return hostFeeds(this.program.step.feeds, { seed: begin.seed, step, batch: batchAt(step) });
  };

  /** Sends the losses that have been read. Throws `NotFinite` at the first one that is no number. */
  #report(): void {
    const { events, begin } = this.#options;
    const records = this.#losses.take();
    // steps read together ended at times that nobody saw: they are spread over the time since the last reading
    const each = (this.#watch.seconds - this.#reported) / records.length;
    for (const { about, losses } of records) {
      if (about.index === begin.step) milestone('first step is done');
      if (!losses.every(Number.isFinite)) throw new NotFinite(about.index);
      this.#reported += each;
      events.push(stepEvent(this.program, about, losses, this.#reported), about.index === begin.step);
    }
  }

  async #settle(): Promise<void> {
    await this.#losses.settle();
    this.#report();
    await this.#probes.settle();
    this.#throwProblem();
  }

  /** Keeps and sends the present weights, if they are finite. Throws `NotFinite` if not. */
  async #saveCheckpoint(): Promise<void> {
    if (this.#checkpoint?.step === this.#step) return;
    const begin = performance.now();
    this.#keep(await this.takeCheckpoint());
    const cost = (performance.now() - begin) / 1000;
    const wait = Math.max(CHECKPOINT_SOONEST, cost / CHECKPOINT_SHARE);
    this.#checkpointDue = this.#watch.seconds + Math.min(wait, this.#options.checkpointEvery);
  }

  #keep(checkpoint: Checkpoint): void {
    if (!Object.values(checkpoint.tensors).every(isFinite)) throw new NotFinite(checkpoint.step - 1);
    this.#checkpoint = checkpoint;
    this.#options.events.push({ kind: 'checkpoint', checkpoint });
  }

  /** A run that goes on, or begins with weights of another one, does not measure its untrained weights itself. */
  #beginUntrained(): void {
    const { begin, pretrained } = this.#options;
    const { step, seed } = begin;
    if (step === 0 && !pretrained) return;
    this.#probes.measureUntrained(() => {
      const store = TensorStore.upload(initialValues(this.program, seed));
      try {
        return this.#session.computeStep(this.#feeds(0), store);
      } finally {
        store.dispose();
      }
    });
  }

  /** Measures the trained weights. Gives true when that is done. */
  async #finalProbes(): Promise<boolean> {
    if (!this.#finalBegun) {
      this.#finalBegun = true;
      await this.#settle();
      this.#probes.beginDataset(this.#step, true);
    }
    await this.#probes.work(PROBE_SLICE);
    return !this.#probes.hasWork;
  }

  #finish(reason: 'complete' | 'stopped'): void {
    const { seconds } = this.#watch;
    const done = this.#step - this.#options.begin.step;
    const stepsPerSecond = seconds > 0 ? done / seconds : 0;
    const memory = memoryReport();
    const { tensors } = defined(this.#checkpoint, 'a run ends with a checkpoint');
    const digest = digestOf(tensors);
    const step = this.#step;
    this.#options.events.push(
      { kind: 'finished', step, reason, seconds, stepsPerSecond, digest, memory },
      true,
    );
  }

  #throwProblem(): void {
    if (this.#problem) throw new Error(this.#problem.message);
  }

  /** Goes back to the last good checkpoint and looks for the operation that broke the numbers. */
  async #explain({ index }: NotFinite): Promise<Diagnostic> {
    const { losses } = this.program;
    const good = defined(this.#checkpoint, 'a run begins with a checkpoint');
    try {
      this.#step = good.step;
      const found = await locateNotFinite(this.#session, good, index, this.#feeds);
      const node = found?.operation?.origin ?? defined(losses[0], 'a program has a loss').node;
      const step = (found?.step ?? index) + 1;
      return diagnose(
        'RUN_NOT_FINITE',
        { step, node, operation: found?.operation?.name ?? 'loss' },
        { node },
      );
    } catch (error) {
      return this.#problem ?? diagnoseError(error);
    }
  }
}

/** Thrown inside a run's loop when the step `index` (counted from 0) or one before it gave a number that is not finite. */
class NotFinite extends Error {
  readonly index: number;

  constructor(index: number) {
    super(`step ${index} is not finite`);
    this.index = index;
  }
}
