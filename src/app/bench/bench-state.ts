import type { Spread } from '../../../bench/statistics.ts';
import type { FoundBackend } from '../../../bench/rivals/page/worker.ts';
import type { BackendName } from '../../../workers/protocol.ts';

/** What figures depend on, as far as a browser tells. */
export interface BenchMachine {
  readonly browser: string;
  readonly cores: number;
  /** Day, as 2026-01-31. */
  readonly date: string;
  readonly backends: readonly FoundBackend[];
}

/** What is to be measured. */
export interface Selection {
  readonly backends: readonly BackendName[];
  /** Ids of `TIMED_TASKS`. */
  readonly tasks: readonly string[];
  readonly rounds: number;
  /** Of a turn; null for what is usual for the task. */
  readonly steps: number | null;
}

/** One rival with one task on one backend. */
export interface BenchRow {
  readonly task: string;
  readonly backend: BackendName;
  readonly who: string;
  readonly milliseconds: Spread | null;
  readonly gigaflops: number | null;
  /** How many times as long it takes as Unlabel, round by round; null for Unlabel. */
  readonly ratio: Spread | null;
  /** Of a step, medians; counted on WebGPU only. */
  readonly dispatches: number | null;
  readonly buffers: number | null;
  /** Milliseconds of all its steps. */
  readonly samples: readonly number[];
  /** Why there are no figures. */
  readonly reason: string | null;
}

export interface BenchState {
  readonly machine: BenchMachine;
  readonly selection: Selection;
  readonly rows: readonly BenchRow[];
  /** What is being done; null when all is. */
  readonly doing: string | null;
  /** Turns that are over, and all. */
  readonly done: number;
  readonly turns: number;
  readonly stopped: boolean;
}
