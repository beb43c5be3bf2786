import { createEndpoint, proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';
import { failure, success } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import type { ProjectMaker } from '../editor/code/project-maker.ts';
import type { OpenOptions } from '../../workers/protocol.ts';
import { Connection } from '../runtime/connection.ts';
import { createWorker } from './create-worker.ts';
import type { ExportApi } from './export.worker.ts';

type ProjectMakerOptions = Pick<OpenOptions, 'dataUrl' | 'wasmUrls'>;

/** A worker that writes code. Calls fail where it is lost, and resolve to null where it is ended. */
class Writer {
  readonly #worker = new Worker(new URL('./export.worker.ts', import.meta.url), {
    type: 'module',
    name: 'export',
  });
  readonly #api = wrap<ExportApi>(this.#worker);
  #ended = false;
  #settle: (lost: Checked<never> | null) => void = () => undefined;
  readonly #over = new Promise<Checked<never> | null>((resolve) => (this.#settle = resolve));

  constructor() {
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#lose(event.message || 'its code could not be loaded');
    });
  }

  call<T>(call: (api: Remote<ExportApi>) => Promise<Checked<T>>): Promise<Checked<T> | null> {
    const answer = call(this.#api).catch((error: unknown) => {
      this.#lose(error instanceof Error ? error.message : String(error));
      return this.#over;
    });
    return Promise.race([answer, this.#over]);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#settle(null);
    this.#api[releaseProxy]();
    this.#worker.terminate();
  }

  #lose(detail: string): void {
    this.#settle(failure([diagnose('EMIT_WORKER_LOST', { detail })]));
  }
}

let maker: ProjectMaker | undefined;

/** The page's one maker. */
export function projectMaker(options: ProjectMakerOptions): ProjectMaker {
  return (maker ??= createProjectMaker(options));
}

/** Writes drawings in a worker, and packs each in workers of its own: ending them cancels all that is done. */
function createProjectMaker({ dataUrl, wasmUrls }: ProjectMakerOptions): ProjectMaker {
  let writer: Writer | null = null;
  const rest = () => {
    writer?.end();
    writer = null;
  };
  const ask = async <T>(call: (api: Remote<ExportApi>) => Promise<Checked<T>>): Promise<Checked<T>> => {
    const answer = (await (writer ??= new Writer()).call(call)) ?? failure([]);
    // one that is lost is replaced at the next call
    if (!answer.ok && answer.problems.some(({ code }) => code === 'EMIT_WORKER_LOST')) rest();
    return answer;
  };
  return {
    rest,
    write: (request) => ask((api) => api.write(request)),
    notebook: (request) => ask((api) => api.notebook(request)),
    pack: async (request, onProgress, signal) => {
      onProgress({ doing: 'planning' });
      const packer = new Writer();
      let trainer: Connection | null = null;
      let lost: (answer: Checked<never>) => void = () => undefined;
      const trainerLost = new Promise<Checked<never>>((resolve) => (lost = resolve));
      const host = {
        progress: onProgress,
        trainer: async (): Promise<Checked<MessagePort>> => {
          trainer = new Connection(createWorker(), (problem) => lost(failure([problem])));
          const opened = await trainer.open({ backend: 'wasm', dataUrl, wasmUrls });
          if (!opened.ok) return opened;
          return trainer.call(async (api) => {
            const port = await api[createEndpoint]();
            return transfer(success(port), [port]);
          });
        },
      };
      const end = () => {
        trainer?.end();
        packer.end();
      };
      signal.addEventListener('abort', end);
      try {
        return await Promise.race([
          packer.call((api) => api.pack(request, dataUrl, proxy(host))),
          trainerLost,
        ]);
      } finally {
        signal.removeEventListener('abort', end);
        end();
      }
    },
  };
}
