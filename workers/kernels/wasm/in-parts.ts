import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { withScratch } from './heap.ts';
import type { PartialKernels } from './native-kernels.ts';
import { native, threadPool } from './native.ts';

type PartialName = keyof PartialKernels;
/** What a kernel is given apart from scratch and parts. */
type Given<Name extends PartialName> =
  Parameters<PartialKernels[Name]> extends [...infer Args, number, number, number] ? Args : never;

interface Work {
  /** How many parts there are. */
  readonly count: number;
  /** About how long one thread is at work on all parts: short work is not shared. */
  readonly nanoseconds: number;
  /** Parts that should be done together; 1 where it is left out. */
  readonly unit?: number;
  /** Bytes of scratch of a thread. */
  readonly scratch?: number;
}

/** How often each thread takes parts of a job, so that one that was held up leaves its share to the others. */
const TURNS = 4;

/** Rates of one thread, for estimates: multiply-adds of a product, elements that are read or written. */
export const perMultiplyAdd = 1 / 20;
export const perElement = 1 / 2;

/** Does all parts of a kernel, on all threads that the backend has. What comes out does not depend on their number. */
export function inParts<Name extends PartialName>(
  backend: BackendWasm,
  kernel: Name,
  given: Given<Name>,
  { count, nanoseconds, unit = 1, scratch = 0 }: Work,
): void {
  if (count <= 0) return;
  const args = given as unknown as number[];
  const pool = threadPool(backend);
  const threads = pool && nanoseconds >= pool.worth ? pool.threads : 1;
  const run = (at: number): void => {
    if (!pool || threads === 1) {
      (native(backend)[kernel] as (...all: number[]) => void)(...args, at, 0, count);
      return;
    }
    const grain = Math.ceil(count / (threads * TURNS) / unit) * unit;
    pool.run({ kernel, args, count, grain, scratch: at, scratchBytes: scratch });
  };
  if (scratch === 0) run(0);
  else withScratch(backend, threads * scratch, run);
}
