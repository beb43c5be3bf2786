import { proxy, type Remote } from 'comlink';
import type {
  BackendChoice,
  DatasetView,
  Dissection,
  DissectRequest,
  EvaluateRequest,
  HostTensor,
  MemoryReport,
  OpenOptions,
  Representation,
  RepresentRequest,
  RunEvent,
  StartOptions,
  TrainerApi,
} from '../../workers/protocol.ts';
import { failure, success } from '../base/outcome.ts';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Program } from '../ir/program.ts';
import type { ValueId } from '../ir/value.ts';
import { createCommandQueue } from './command-queue.ts';
import { Connection, WORKER_SPENT } from './connection.ts';
import { makeReady, Standby, type Readiness } from './standby.ts';

export interface TrainerClientOptions {
  createWorker(): Worker;
  /** The worker was lost while something was expected of it. The next command starts another one. */
  onLost(diagnostic: Diagnostic): void;
}

/**
 * The trainer's worker as the main thread sees it. Workers are started when needed and replaced when lost; commands go
 * one after another; every call settles, also when its worker is ended, and none rejects.
 */
export class TrainerClient {
  readonly #options: TrainerClientOptions;
  readonly #enqueue = createCommandQueue();
  readonly #standby = new Standby(() => this.#newConnection());
  #connection: Connection | null = null;
  /** Belongs to the present run; whatever an older run still sends is dropped. */
  #gate: { open: boolean } = { open: false };

  constructor(options: TrainerClientOptions) {
    this.#options = options;
  }

  /** Chooses and starts a backend; does nothing where the living worker has the same one open. */
  open(options: OpenOptions): Promise<Checked<BackendChoice>> {
    return this.#enqueue(() => this.#connect().open(options));
  }

  /** Begins to load what a run will need, so that it begins sooner; commands need not wait for it. */
  warmUp(readiness: Readiness): void {
    makeReady(this.#connect(), readiness);
  }

  /** Keeps a second worker that takes over when the present one is lost. */
  keepStandby(readiness: Readiness): void {
    this.#standby.keep(readiness);
  }

  dismissStandby(): void {
    this.#standby.dismiss();
  }

  /** Begins a run and ends the one before, of which nothing more is heard from the moment of the call. */
  start(
    program: Program,
    options: StartOptions,
    onEvents: (events: readonly RunEvent[]) => void,
  ): Promise<Checked<{ readonly parameters: number }>> {
    const gate = this.#openGate();
    return this.#enqueue(() => {
      const connection = this.#connect();
      const receive = proxy((events: readonly RunEvent[]) => {
        if (!gate.open) return;
        onEvents(events);
        const spent = events.some(
          (event) => event.kind === 'failed' && WORKER_SPENT.has(event.diagnostic.code),
        );
        if (spent) connection.end();
      });
      return connection.call((api) => api.start(program, options, receive));
    });
  }

  /** Settles when no step is in flight any more. */
  pause(): Promise<Checked<void>> {
    return this.#command((api) => api.pause());
  }

  resume(): Promise<Checked<void>> {
    return this.#command((api) => api.resume());
  }

  /** Settles when the step is done. */
  stepOnce(): Promise<Checked<void>> {
    return this.#command((api) => api.stepOnce());
  }

  /** Settles when the run has ended. */
  stop(): Promise<Checked<void>> {
    return this.#command((api) => api.stop());
  }

  /** Runs a block once on given tensors, on the backend that is open. Fails without problems where none is. */
  evaluate(request: EvaluateRequest): Promise<Checked<Readonly<Record<ValueId, HostTensor>>>> {
    return this.#ask((api) => api.evaluate(request));
  }

  /** What the encoder makes of the dataset, on the backend that is open. Fails without problems where none is. */
  represent(request: RepresentRequest): Promise<Checked<Representation>> {
    return this.#ask((api) => api.represent(request));
  }

  /** The images it is of. */
  view(dataset: string): Promise<Checked<DatasetView>> {
    return this.#ask((api) => api.view(dataset));
  }

  /** Takes one step apart, on the backend that is open. Fails without problems where none is. */
  dissect(request: DissectRequest): Promise<Checked<Dissection>> {
    return this.#ask((api) => api.dissect(request));
  }

  /** What the engine holds at present. Fails without problems where no backend is open. */
  memory(): Promise<Checked<MemoryReport>> {
    return this.#ask((api) => api.memory().then((report) => success(report)));
  }

  /** Ends the worker at once. Calls that wait give a failure without problems. The client can be used again. */
  end(): void {
    this.#gate.open = false;
    this.#connection?.end();
    this.#standby.dismiss();
  }

  #openGate(): { open: boolean } {
    this.#gate.open = false;
    this.#gate = { open: true };
    return this.#gate;
  }

  #ask<T>(call: (api: Remote<TrainerApi>) => Promise<Checked<T>>): Promise<Checked<T>> {
    return this.#enqueue(async () => {
      const connection = this.#connection;
      return (await connection?.hasBackend()) ? connection!.call(call) : failure([]);
    });
  }

  #command(call: (api: Remote<TrainerApi>) => Promise<void>): Promise<Checked<void>> {
    return this.#enqueue(async () => {
      const connection = this.#connection;
      // what is gone needs no more commands
      if (!connection || connection.ended) return success(undefined);
      return connection.call((api) => call(api).then(() => success(undefined)));
    });
  }

  #connect(): Connection {
    if (!this.#connection || this.#connection.ended) {
      this.#connection = this.#standby.take() ?? this.#newConnection();
    }
    return this.#connection;
  }

  #newConnection(): Connection {
    const connection = new Connection(this.#options.createWorker(), (diagnostic) => {
      // the loss of a worker that waits is nobody's loss
      if (connection !== this.#connection) return;
      this.#gate.open = false;
      this.#options.onLost(diagnostic);
    });
    return connection;
  }
}
