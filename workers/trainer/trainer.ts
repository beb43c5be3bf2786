import { assert, defined } from '../../src/base/assert.ts';
import { failure, success } from '../../src/base/outcome.ts';
import type { Checked, Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Program } from '../../src/ir/program.ts';
import type { Recording } from '../../src/ir/recording.ts';
import type { ValueId } from '../../src/ir/value.ts';
import type { Dataset } from '../data/dataset.ts';
import { probeSample } from '../data/probe-sample.ts';
import { chooseBackend } from '../engine/backends/choose-backend.ts';
import { selfTest } from '../engine/backends/self-test.ts';
import { dissect } from '../dissect/dissect.ts';
import { evaluate } from '../engine/evaluate.ts';
import { memoryReport } from '../engine/memory-report.ts';
import { Session } from '../engine/session.ts';
import type {
  BackendChoice,
  BackendName,
  Checkpoint,
  DatasetView,
  Dissection,
  DissectRequest,
  EvaluateRequest,
  HostTensor,
  MemoryReport,
  OpenOptions,
  RecordRequest,
  Representation,
  RepresentRequest,
  RunEvent,
  StartOptions,
  TrainerApi,
} from '../protocol.ts';
import { recordFixture } from '../record/record-fixture.ts';
import { checkpointValues } from './checkpoint-values.ts';
import { diagnoseError } from './diagnose-error.ts';
import type { Environment } from './environment.ts';
import { EventQueue } from './event-queue.ts';
import { milestone } from './milestone.ts';
import { represent } from './represent.ts';
import { Run } from './run.ts';
import { parameterCount } from './step-event.ts';
import { trainingBatches } from './training-data.ts';

/** Trains programs, one at a time, in the thread it lives in: in a browser's worker, or in Node's own. */
export class Trainer implements TrainerApi {
  readonly #environment: Environment;
  readonly #datasets = new Map<string, Promise<Checked<Dataset>>>();
  #opened: { readonly backend: BackendName; readonly dataUrl: string } | null = null;
  #run: Run | null = null;
  /** Of the device, while no run could be told. */
  #problem: Diagnostic | null = null;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  async prepare(options: OpenOptions, dataset: string): Promise<Checked<null>> {
    const loading = this.#load(dataset, options.dataUrl);
    const drivers = await this.#environment.drivers(options, () => undefined);
    await drivers.find(({ backend }) => backend === options.backend)?.load?.();
    await loading;
    return success(null);
  }

  async open(options: OpenOptions): Promise<Checked<BackendChoice>> {
    milestone('backend is asked for');
    await this.stop();
    this.#opened = null;
    this.#problem = null;
    const drivers = await this.#environment.drivers(options, (problem) => {
      this.#problem ??= problem;
      this.#run?.fail(problem);
    });
    const choice = await chooseBackend(options.backend, drivers, selfTest, options.tested);
    if (choice.ok) this.#opened = { backend: choice.value.backend, dataUrl: options.dataUrl };
    return choice;
  }

  async start(
    program: Program,
    { seed, checkpoint, weights, untrained = {}, paused = false }: StartOptions,
    onEvents: (events: readonly RunEvent[]) => void,
  ): Promise<Checked<{ readonly parameters: number }>> {
    milestone('run is asked for');
    await this.stop();
    const { backend, dataUrl } = defined(this.#opened, 'a backend was opened before a run is started');
    if (this.#problem) return failure([this.#problem]);
    const dataset = await this.#load(program.dataset, dataUrl);
    if (!dataset.ok) return dataset;
    milestone('data are loaded');
    const batches = trainingBatches(dataset.value, program.batchSize, seed);
    if (!batches.ok) return batches;
    const values = checkpointValues(program, checkpoint ?? { step: 0, seed, tensors: weights ?? {} });
    if (!values.ok) return values;

    try {
      const session = new Session(program, values.value, backend);
      milestone('step is planned');
      this.#run = new Run({
        session,
        dataset: dataset.value,
        batchAt: batches.value,
        begin: { step: checkpoint?.step ?? 0, seed, tensors: values.value },
        untrained,
        pretrained: weights !== undefined,
        paused,
        measurements: this.#environment.measurements,
        checkpointEvery: this.#environment.checkpointEvery,
        events: new EventQueue(onEvents),
      });
    } catch (error) {
      return failure([diagnoseError(error)]);
    }
    void this.#run.loop();
    return success({ parameters: parameterCount(program) });
  }

  async pause(): Promise<void> {
    await this.#run?.control.pause();
  }

  resume(): Promise<void> {
    this.#run?.control.resume();
    return Promise.resolve();
  }

  async stepOnce(): Promise<void> {
    await this.#run?.control.stepOnce();
  }

  async stop(): Promise<void> {
    await this.#run?.control.stop();
  }

  /** Of the present run; after its end, its last one. */
  async checkpoint(): Promise<Checked<Checkpoint>> {
    const run = defined(this.#run, 'a checkpoint is taken of a run');
    try {
      const checkpoint = run.control.ended ? run.lastCheckpoint : await run.takeCheckpoint();
      assert(checkpoint, 'a run that began has a checkpoint');
      return success(checkpoint);
    } catch (error) {
      return failure([this.#problem ?? diagnoseError(error)]);
    }
  }

  memory(): Promise<MemoryReport> {
    return Promise.resolve(memoryReport());
  }

  async evaluate(request: EvaluateRequest): Promise<Checked<Readonly<Record<ValueId, HostTensor>>>> {
    const { backend } = defined(this.#opened, 'a backend was opened before a block is evaluated');
    if (this.#problem) return failure([this.#problem]);
    try {
      const result = await evaluate(request, backend);
      return this.#problem ? failure([this.#problem]) : result;
    } catch (error) {
      return failure([this.#problem ?? diagnoseError(error)]);
    }
  }

  async represent(request: RepresentRequest): Promise<Checked<Representation>> {
    return this.#beside(request.program.dataset, (dataset, backend) =>
      represent(request, probeSample(dataset), backend),
    );
  }

  async dissect(request: DissectRequest): Promise<Checked<Dissection>> {
    return this.#beside(request.program.dataset, (dataset, backend) => dissect(request, dataset, backend));
  }

  /** Computes some steps from initial weights and keeps all of them. No run is changed by it. */
  async record(request: RecordRequest): Promise<Checked<Recording>> {
    return this.#beside(request.program.dataset, (dataset, backend) =>
      recordFixture(request, dataset, backend),
    );
  }

  async view(id: string): Promise<Checked<DatasetView>> {
    const { dataUrl } = defined(this.#opened, 'a backend was opened before images are shown');
    const dataset = await this.#load(id, dataUrl);
    if (!dataset.ok) return dataset;
    const { info, images, labels } = probeSample(dataset.value);
    const { count, height, width, channels } = info;
    return success({ count, height, width, channels, images: images.slice(), labels });
  }

  /** Does something with a dataset on the open backend, whatever runs. */
  async #beside<T>(
    id: string,
    work: (dataset: Dataset, backend: BackendName) => Promise<Checked<T>>,
  ): Promise<Checked<T>> {
    const { backend, dataUrl } = defined(this.#opened, 'a backend was opened before it is used');
    if (this.#problem) return failure([this.#problem]);
    const dataset = await this.#load(id, dataUrl);
    if (!dataset.ok) return dataset;
    try {
      return await work(dataset.value, backend);
    } catch (error) {
      return failure([this.#problem ?? diagnoseError(error)]);
    }
  }

  /** Each dataset once, also where it is asked for while it is being loaded. */
  #load(id: string, dataUrl: string): Promise<Checked<Dataset>> {
    const key = JSON.stringify([id, dataUrl]);
    const known = this.#datasets.get(key);
    if (known) return known;
    const loading = this.#environment.loadDataset(id, dataUrl).then((loaded) => {
      // what failed is tried again when it is asked for again
      if (!loaded.ok) this.#datasets.delete(key);
      return loaded;
    });
    this.#datasets.set(key, loading);
    return loading;
  }
}
