import type {
  BackendChoice,
  Checkpoint,
  DatasetView,
  Dissection,
  DissectRequest,
  MemoryReport,
  OpenOptions,
  RecordRequest,
  Representation,
  RepresentRequest,
  RunEvent,
  StartOptions,
  TrainerApi,
} from '../../../workers/protocol.ts';
import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import type { Program } from '../../ir/program.ts';
import type { Recording } from '../../ir/recording.ts';

const MEMORY: MemoryReport = { tensors: 3, bytes: 12, gpuBytes: null, gpuAllocated: null };

/** A trainer without an engine: it says what it was told to do and sends the events a test asks for. */
export class FakeTrainer implements TrainerApi {
  readonly calls: string[] = [];
  readonly starts: { readonly program: Program; readonly options: StartOptions }[] = [];
  readonly opens: OpenOptions[] = [];
  /** Calls that never answer, by name. */
  readonly silent = new Set<string>();
  /** Backends that cannot be opened when asked for by name. */
  readonly absent = new Set<string>();
  emit: (events: readonly RunEvent[]) => unknown = () => undefined;
  #step = 0;

  prepare({ backend }: OpenOptions, dataset: string): Promise<Checked<null>> {
    return this.#answer(`prepare ${backend} ${dataset}`, success(null));
  }

  open(options: OpenOptions): Promise<Checked<BackendChoice>> {
    const { backend } = options;
    this.opens.push(options);
    if (this.absent.has(backend)) {
      const gone = diagnose('RUN_BACKEND_UNAVAILABLE', { backend, detail: 'gone' });
      return this.#answer(`open ${backend}`, failure([gone]));
    }
    const chosen = backend === 'auto' ? 'wasm' : backend;
    const choice = { backend: chosen, reason: `${chosen} it is.`, threads: 1, candidates: [] };
    return this.#answer(`open ${backend}`, success(choice));
  }

  start(
    program: Program,
    options: StartOptions,
    onEvents: (events: readonly RunEvent[]) => void,
  ): Promise<Checked<{ readonly parameters: number }>> {
    this.starts.push({ program, options });
    this.emit = onEvents;
    this.#step = options.checkpoint?.step ?? 0;
    const { steps } = program;
    const begun: RunEvent[] = [{ kind: 'started', backend: 'wasm', parameters: 5, step: this.#step, steps }];
    if (options.paused) begun.push({ kind: 'paused', step: this.#step });
    if (!this.silent.has('start')) void this.emit(begun);
    return this.#answer('start', success({ parameters: 5 }));
  }

  /** Takes steps up to `step` and keeps a checkpoint there. */
  trainTo(program: Program, step: number): void {
    const events: RunEvent[] = [];
    while (this.#step < step) {
      this.#step += 1;
      const seconds = this.#step * 0.1;
      events.push({
        kind: 'step',
        step: this.#step,
        loss: 1 / this.#step,
        losses: {},
        learningRate: 1,
        seconds,
      });
    }
    events.push({ kind: 'checkpoint', checkpoint: checkpointOf(program, step) });
    void this.emit(events);
  }

  async pause(): Promise<void> {
    await this.#answer('pause', undefined);
    void this.emit([{ kind: 'paused', step: this.#step }]);
  }

  async resume(): Promise<void> {
    await this.#answer('resume', undefined);
    void this.emit([{ kind: 'resumed', step: this.#step }]);
  }

  async stepOnce(): Promise<void> {
    await this.#answer('stepOnce', undefined);
    this.#step += 1;
    const about = { step: this.#step, loss: 1, losses: {}, learningRate: 1, seconds: 1 };
    void this.emit([
      { kind: 'step', ...about },
      { kind: 'paused', step: this.#step },
    ]);
  }

  async stop(): Promise<void> {
    await this.#answer('stop', undefined);
    const about = { step: this.#step, seconds: 1, stepsPerSecond: 10, digest: '', memory: MEMORY };
    void this.emit([{ kind: 'finished', reason: 'stopped', ...about }]);
  }

  checkpoint(): Promise<Checked<Checkpoint>> {
    return this.#answer('checkpoint', failure([]));
  }

  memory(): Promise<MemoryReport> {
    return this.#answer('memory', MEMORY);
  }

  evaluate(): Promise<Checked<never>> {
    return this.#answer('evaluate', failure([]));
  }

  represent({ node, checkpoint }: RepresentRequest): Promise<Checked<Representation>> {
    const { step, tensors } = checkpoint;
    const weights = Object.keys(tensors).length > 0 ? 'trained' : 'initial';
    return this.#answer(
      `represent ${node} ${weights} ${step}`,
      success({
        step,
        features: { shape: [1, 2], dtype: 'float32', data: Float32Array.of(0, 1) },
        points: Float32Array.of(step, 0),
        explained: [1, 0],
        readouts: [],
      }),
    );
  }

  view(dataset: string): Promise<Checked<DatasetView>> {
    const images = Uint8Array.of(255);
    return this.#answer(
      `view ${dataset}`,
      success({ count: 1, height: 1, width: 1, channels: 1, images, labels: {} }),
    );
  }

  dissect({ seed, checkpoint }: DissectRequest): Promise<Checked<Dissection>> {
    const step = checkpoint?.step ?? 0;
    const dissection = {
      step,
      backend: 'wasm',
      losses: {},
      learningRate: 1,
      wires: [],
      changes: [],
    } as const;
    return this.#answer(`dissect ${seed} ${step}`, success(dissection));
  }

  record({ seed, steps }: RecordRequest): Promise<Checked<Recording>> {
    const none = new Map<never, never>();
    return this.#answer(
      `record ${seed} ${steps}`,
      success({ seed, initial: none, data: none, draws: none, wires: none, steps: [] }),
    );
  }

  #answer<T>(call: string, value: T): Promise<T> {
    this.calls.push(call);
    return this.silent.has(call) ? new Promise(() => undefined) : Promise.resolve(value);
  }
}

/** A checkpoint with ones for every weight of the program. */
export function checkpointOf(program: Program, step: number, seed = 7): Checkpoint {
  const tensors = program.weights.map(({ id, shape }) => {
    const data = new Float32Array(shape.reduce((size, n) => size * n, 1)).fill(1);
    return [id, { shape, dtype: 'float32' as const, data }] as const;
  });
  return { step, seed, tensors: Object.fromEntries(tensors) };
}
