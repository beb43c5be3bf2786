import { wrap, type Remote } from 'comlink';
import type { Rival, Times } from '../../../bench/rival.ts';
import type { Job } from '../../../bench/rivals/open-step.ts';
import type { PageRival } from '../../../bench/rivals/page/worker.ts';

/** A rival in a worker of its own, which begins when it is asked whether it is ready. */
export class WorkerRival implements Rival {
  readonly name: string;
  readonly #job: Job;
  readonly #create: () => Worker;
  #worker: Worker | null = null;
  #remote: Remote<PageRival> | null = null;
  #stop: (reason: Error) => void = () => undefined;
  /** A worker that crashed or was ended answers nothing any more. */
  readonly #stopped = new Promise<never>((_, reject) => {
    this.#stop = reject;
  });

  constructor(name: string, job: Job, create: () => Worker) {
    this.name = name;
    this.#job = job;
    this.#create = create;
    // it may end while nobody waits for it
    this.#stopped.catch(() => undefined);
  }

  async ready(): Promise<null> {
    const worker = this.#create();
    worker.addEventListener('error', ({ message }) => this.#stop(new Error(message || 'its worker crashed')));
    this.#worker = worker;
    this.#remote = wrap<PageRival>(worker);
    await Promise.race([this.#remote.open(this.#job), this.#stopped]);
    return null;
  }

  run(steps: number): Promise<Times> {
    if (!this.#remote) return Promise.reject(new Error('it is not ready'));
    return Promise.race([this.#remote.run(steps), this.#stopped]);
  }

  end(): void {
    this.#worker?.terminate();
    this.#worker = this.#remote = null;
    this.#stop(new Error('it was ended'));
  }
}
