import { helperSource } from './helper-source.ts';
import type { HelperThread, ThreadHost } from './thread-host.ts';

/** A kernel of which parts can be done: arguments, scratch of the thread's own, first part, the one behind the last. */
type PartialKernel = (...args: number[]) => void;

/** A job: parts 0 to count-1 of a kernel. */
export interface Job {
  readonly kernel: string;
  readonly args: readonly number[];
  readonly count: number;
  /** Parts that a thread takes at a time. */
  readonly grain: number;
  /** Memory that is scratch, `scratchBytes` for each thread. */
  readonly scratch: number;
  readonly scratchBytes: number;
}

// The words that control helpers, 32 bits each; `helper-source.ts` knows them too.
/** Odd while a job is open to helpers; another number for each job. Helpers sleep on it. */
const JOB = 0;
/** Helpers at work. The caller sleeps on it. */
const ACTIVE = 1;
/** The part that is to be taken next. */
const NEXT = 2;
const COUNT = 3;
const GRAIN = 4;
const KERNEL = 5;
const ARGUMENTS = 6;
const FAILED = 7;
/** How often a helper took parts of a job. */
const HELPED = 8;
const WORDS = 9;
/** Arguments, then address and bytes of scratch. */
const VALUES = 34;

/** Milliseconds that a helper looks for the next job before it sleeps. */
const PATIENCE = 0.2;
/** Milliseconds after which a helper that did not answer is given up. */
const START = 10_000;
/** Looks at `ACTIVE` before the caller sleeps. */
const LOOKS = 20_000;

/**
 * The calling thread and helpers, which do the parts of a job together. Who does which part depends on the moment, what the
 * parts give does not.
 */
export class ThreadPool {
  readonly #kernels: Readonly<Record<string, PartialKernel>>;
  readonly #names: readonly string[];
  readonly #helpers: HelperThread[] = [];
  /** Nanoseconds of work below which a job is not worth sharing. */
  worth = 20_000;
  readonly #words = new Int32Array(new SharedArrayBuffer(WORDS * 4));
  readonly #values = new Float64Array(new SharedArrayBuffer(VALUES * 8));

  constructor(kernels: Readonly<Record<string, PartialKernel>>) {
    this.#kernels = kernels;
    this.#names = Object.keys(kernels);
  }

  /** Threads that do jobs, the calling one among them. */
  get threads(): number {
    return 1 + this.#helpers.length;
  }

  /** How often helpers took parts of a job, all together. */
  get helped(): number {
    return Atomics.load(this.#words, HELPED);
  }

  /** Starts helpers, all at once; those that fail are left out. */
  async start(
    helpers: number,
    host: ThreadHost,
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
  ): Promise<void> {
    const given = { module, memory, words: this.#words, values: this.#values, names: this.#names };
    const started = Array.from({ length: helpers }, async (_, i) => {
      const helper = host.startHelper(helperSource);
      const problem = await new Promise<string | null>((resolve) => {
        const timer = setTimeout(() => resolve('it does not answer'), START);
        helper.onAnswer((answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        helper.send({ ...given, thread: i + 1, patience: PATIENCE });
      });
      if (problem === null) this.#helpers.push(helper);
      else helper.end();
    });
    await Promise.allSettled(started);
  }

  /** Ends the helpers: what is done from now on, the calling thread does. */
  end(): void {
    for (const helper of this.#helpers.splice(0)) helper.end();
  }

  /**
   * Does a job, and returns when all is done.
   * @throws if a part traps
   */
  run({ kernel, args, count, grain, scratch, scratchBytes }: Job): void {
    const own = this.#kernels[kernel]!;
    const words = this.#words;
    this.#values.set(args);
    this.#values.set([scratch, scratchBytes], VALUES - 2);
    words[NEXT] = 0;
    words[COUNT] = count;
    words[GRAIN] = grain;
    words[KERNEL] = this.#names.indexOf(kernel);
    words[ARGUMENTS] = args.length;
    words[FAILED] = 0;
    // opens the job; all above is seen by who sees this
    Atomics.add(words, JOB, 1);
    Atomics.notify(words, JOB);
    try {
      for (;;) {
        const first = Atomics.add(words, NEXT, grain);
        if (first >= count) break;
        own(...args, scratch, first, Math.min(count, first + grain));
      }
    } finally {
      // Closed: a helper that wakes only now stays out, so a helper without a processor holds nobody up.
      Atomics.add(words, JOB, 1);
      this.#awaitHelpers();
    }
    if (words[FAILED]) throw new Error(`the kernel ${kernel} failed in a helper thread`);
  }

  #awaitHelpers(): void {
    const words = this.#words;
    for (let looks = 0; ; looks++) {
      const active = Atomics.load(words, ACTIVE);
      if (active === 0) return;
      if (looks > LOOKS) Atomics.wait(words, ACTIVE, active);
    }
  }
}
