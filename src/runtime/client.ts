import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import type {
  BackendChoice,
  EvaluateRequest,
  HostTensor,
  MemoryReport,
  OpenOptions,
  RunEvent,
  StartOptions,
  TrainerApi,
} from '../../workers/protocol.ts';
import { failure, success } from '../base/outcome.ts';
import type { DiagnosticCode } from '../diagnostics/catalogue.ts';
import { diagnose, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Program } from '../ir/program.ts';
import type { ValueId } from '../ir/value.ts';
import { createCommandQueue } from './command-queue.ts';

export interface TrainerClientOptions {
  createWorker(): Worker;
  /** The worker was lost while something was expected of it. The next command starts another one. */
  onLost(diagnostic: Diagnostic): void;
}

/** After these the worker, its device or its memory is of no more use. */
const WORKER_SPENT: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  'RUN_DEVICE_LOST',
  'RUN_GPU_ERROR',
  'RUN_OUT_OF_MEMORY',
  'RUN_WORKER_CRASHED',
]);

interface Connection {
  readonly worker: Worker;
  readonly api: Remote<TrainerApi>;
  /** What its backend was opened with, and what was chosen. */
  opened: { readonly key: string; readonly choice: BackendChoice } | null;
  /** Settles the calls that a worker no longer answers, since ending it never settles them. */
  readonly lost: Promise<Diagnostic | null>;
  readonly abandon: (reason: Diagnostic | null) => void;
}

/**
 * The trainer's worker as the main thread sees it. Workers are started when needed and replaced when lost; commands go
 * one after another; every call settles, also when its worker is ended, and none rejects.
 */
export class TrainerClient {
  readonly #options: TrainerClientOptions;
  readonly #enqueue = createCommandQueue();
  #connection: Connection | null = null;
  /** Belongs to the present run; whatever an older run still sends is dropped. */
  #gate: { open: boolean } = { open: false };

  constructor(options: TrainerClientOptions) {
    this.#options = options;
  }

  /** Chooses and starts a backend; does nothing where the living worker has the same one open. */
  open(options: OpenOptions): Promise<Checked<BackendChoice>> {
    return this.#enqueue(async () => {
      const key = JSON.stringify(options);
      const connection = this.#connect();
      if (connection.opened?.key === key) return success(connection.opened.choice);
      connection.opened = null;
      const answer = await this.#call(connection, (api) => api.open(options));
      if (answer.ok) connection.opened = { key, choice: answer.value };
      return answer;
    });
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
        this.#discardIfSpent(connection, events);
      });
      return this.#call(connection, (api) => api.start(program, options, receive));
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

  /** What the engine holds at present. Fails without problems where no backend is open. */
  memory(): Promise<Checked<MemoryReport>> {
    return this.#ask((api) => api.memory().then((report) => success(report)));
  }

  /** Ends the worker at once. Calls that wait give a failure without problems. The client can be used again. */
  end(): void {
    this.#gate.open = false;
    if (this.#connection) this.#disconnect(this.#connection, null);
  }

  #openGate(): { open: boolean } {
    this.#gate.open = false;
    this.#gate = { open: true };
    return this.#gate;
  }

  #ask<T>(call: (api: Remote<TrainerApi>) => Promise<Checked<T>>): Promise<Checked<T>> {
    return this.#enqueue(() => {
      const connection = this.#connection;
      return connection?.opened ? this.#call(connection, call) : Promise.resolve(failure([]));
    });
  }

  #command(call: (api: Remote<TrainerApi>) => Promise<void>): Promise<Checked<void>> {
    return this.#enqueue(async () => {
      const connection = this.#connection;
      // what is gone needs no more commands
      if (!connection) return success(undefined);
      return this.#call(connection, (api) => call(api).then(() => success(undefined)));
    });
  }

  async #call<T>(
    connection: Connection,
    call: (api: Remote<TrainerApi>) => Promise<Checked<T>>,
  ): Promise<Checked<T>> {
    if (connection !== this.#connection) return failure([]);
    const lost = connection.lost.then((reason) => failure(reason ? [reason] : []));
    try {
      const answer = await Promise.race([call(connection.api), lost]);
      if (!answer.ok && answer.problems.some(({ code }) => WORKER_SPENT.has(code))) {
        this.#disconnect(connection, null);
      }
      return answer;
    } catch (error) {
      // the trainer's calls do not reject for what a person can cause: its state is unknown now
      this.#lose(connection, error instanceof Error ? error.message : String(error));
      return lost;
    }
  }

  #connect(): Connection {
    if (this.#connection) return this.#connection;
    const worker = this.#options.createWorker();
    let abandon: Connection['abandon'] = () => undefined;
    const lost = new Promise<Diagnostic | null>((resolve) => {
      abandon = resolve;
    });
    const connection: Connection = { worker, api: wrap<TrainerApi>(worker), opened: null, lost, abandon };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#lose(connection, event.message || 'its code could not be loaded');
    });
    worker.addEventListener('messageerror', () => this.#lose(connection, 'a message could not be read'));
    this.#connection = connection;
    return connection;
  }

  #discardIfSpent(connection: Connection, events: readonly RunEvent[]): void {
    const spent = events.some((event) => event.kind === 'failed' && WORKER_SPENT.has(event.diagnostic.code));
    if (spent) this.#disconnect(connection, null);
  }

  #lose(connection: Connection, detail: string): void {
    if (connection !== this.#connection) return;
    const diagnostic = diagnose('RUN_WORKER_CRASHED', { detail });
    this.#gate.open = false;
    this.#disconnect(connection, diagnostic);
    this.#options.onLost(diagnostic);
  }

  #disconnect(connection: Connection, reason: Diagnostic | null): void {
    if (connection !== this.#connection) return;
    this.#connection = null;
    connection.abandon(reason);
    connection.api[releaseProxy]();
    connection.worker.terminate();
  }
}
