import { releaseProxy, wrap, type Remote } from 'comlink';
import type { SampleImages, SampleRequest, SamplerApi } from '../../workers/protocol.ts';
import { failure } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';

export interface SampleClientOptions {
  createWorker(): Worker;
  /** Milliseconds without a request after which the worker is ended: its engine and its images take memory. */
  readonly restAfter: number;
}

interface Living {
  readonly worker: Worker;
  readonly api: Remote<SamplerApi>;
  /** Settles, with the reason, when the worker is no more. */
  readonly gone: Promise<Checked<SampleImages>>;
  readonly leave: (answer: Checked<SampleImages>) => void;
}

/**
 * The worker that computes samples, started by the first request and again where it was lost or had nothing to do. Every call
 * settles; a call whose worker is ended by `end` fails without problems.
 */
export class SampleClient {
  readonly #options: SampleClientOptions;
  #living: Living | null = null;
  #asked = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SampleClientOptions) {
    this.#options = options;
  }

  async sample(request: SampleRequest): Promise<Checked<SampleImages>> {
    clearTimeout(this.#rest);
    this.#asked += 1;
    const living = (this.#living ??= this.#start());
    try {
      return await Promise.race([living.api.sample(request), living.gone]);
    } catch (error) {
      const answer = crashed(error instanceof Error ? error.message : String(error));
      this.#end(living, answer);
      return answer;
    } finally {
      this.#asked -= 1;
      if (this.#asked === 0) this.#rest = setTimeout(() => this.end(), this.#options.restAfter);
    }
  }

  /** Ends the worker; the next request starts another one. */
  end(): void {
    clearTimeout(this.#rest);
    if (this.#living) this.#end(this.#living, failure([]));
  }

  #start(): Living {
    const worker = this.#options.createWorker();
    let leave: Living['leave'] = () => undefined;
    const gone = new Promise<Checked<SampleImages>>((resolve) => {
      leave = resolve;
    });
    const living = { worker, api: wrap<SamplerApi>(worker), gone, leave };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#end(living, crashed(event.message || 'its code could not be loaded'));
    });
    return living;
  }

  #end(living: Living, answer: Checked<SampleImages>): void {
    living.leave(answer);
    if (this.#living !== living) return;
    this.#living = null;
    living.api[releaseProxy]();
    living.worker.terminate();
  }
}

function crashed(detail: string): Checked<SampleImages> {
  return failure([diagnose('RUN_WORKER_CRASHED', { detail })]);
}
