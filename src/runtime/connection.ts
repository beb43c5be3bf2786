import { releaseProxy, wrap, type Remote } from 'comlink';
import type { BackendChoice, OpenOptions, TrainerApi } from '../../workers/protocol.ts';
import { failure } from '../base/outcome.ts';
import type { DiagnosticCode } from '../diagnostics/catalogue.ts';
import { diagnose, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';

/** After these the worker, its device or its memory is of no more use. */
export const WORKER_SPENT: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  'RUN_DEVICE_LOST',
  'RUN_GPU_ERROR',
  'RUN_OUT_OF_MEMORY',
  'RUN_WORKER_CRASHED',
]);

/** One worker, from its start to its end. Every call settles, also when the worker is ended, and none rejects. */
export class Connection {
  readonly #worker: Worker;
  readonly #api: Remote<TrainerApi>;
  readonly #onLost: (diagnostic: Diagnostic) => void;
  /** Settles the calls that a worker no longer answers, since ending it never settles them. */
  readonly #lost: Promise<Diagnostic | null>;
  #abandon: (reason: Diagnostic | null) => void = () => undefined;
  #opening: { readonly key: string; readonly answer: Promise<Checked<BackendChoice>> } | null = null;
  #ended = false;

  /** @param onLost the worker crashed; told once, and not after `end` */
  constructor(worker: Worker, onLost: (diagnostic: Diagnostic) => void) {
    this.#worker = worker;
    this.#api = wrap<TrainerApi>(worker);
    this.#onLost = onLost;
    this.#lost = new Promise((resolve) => {
      this.#abandon = resolve;
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#lose(event.message || 'its code could not be loaded');
    });
    worker.addEventListener('messageerror', () => this.#lose('a message could not be read'));
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Chooses and starts a backend; does nothing where the same one is open or being opened. */
  open(options: OpenOptions): Promise<Checked<BackendChoice>> {
    // how it came to be trusted makes no other backend of it
    const key = JSON.stringify({ ...options, tested: undefined });
    const before = this.#opening;
    if (before?.key === key) return before.answer;
    const opening = { key, answer: this.#openAfter(before?.answer, options) };
    this.#opening = opening;
    void opening.answer.then(({ ok }) => {
      if (!ok && this.#opening === opening) this.#opening = null;
    });
    return opening.answer;
  }

  /** Whether a backend is open, once it is if one is being opened. */
  async hasBackend(): Promise<boolean> {
    return (await this.#opening?.answer)?.ok ?? false;
  }

  async call<T>(call: (api: Remote<TrainerApi>) => Promise<Checked<T>>): Promise<Checked<T>> {
    if (this.#ended) return failure([]);
    const lost = this.#lost.then((reason) => failure(reason ? [reason] : []));
    try {
      const answer = await Promise.race([call(this.#api), lost]);
      if (!answer.ok && answer.problems.some(({ code }) => WORKER_SPENT.has(code))) this.end();
      return answer;
    } catch (error) {
      // the trainer's calls do not reject for what a person can cause: its state is unknown now
      this.#lose(error instanceof Error ? error.message : String(error));
      return lost;
    }
  }

  /** Ends the worker at once. Calls that wait fail with the reason, or without problems. */
  end(reason: Diagnostic | null = null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#abandon(reason);
    this.#api[releaseProxy]();
    this.#worker.terminate();
  }

  /** A worker starts one backend at a time. */
  async #openAfter(
    before: Promise<unknown> | undefined,
    options: OpenOptions,
  ): Promise<Checked<BackendChoice>> {
    await before;
    return this.call((api) => api.open(options));
  }

  #lose(detail: string): void {
    if (this.#ended) return;
    const diagnostic = diagnose('RUN_WORKER_CRASHED', { detail });
    this.end(diagnostic);
    this.#onLost(diagnostic);
  }
}
