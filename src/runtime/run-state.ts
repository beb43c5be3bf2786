import type {
  BackendChoice,
  Checkpoint,
  EmbeddingPicture,
  MemoryReport,
  RunEvent,
} from '../../workers/protocol.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { EMPTY_SERIES, type Series } from './series.ts';

export type RunStatus = 'idle' | 'starting' | 'running' | 'paused' | 'failed' | 'finished';

/** What one probe node has measured so far. */
export interface ProbeState {
  /** Curves by metric name. */
  readonly metrics: Readonly<Record<string, Series>>;
  /** The same metrics of the untrained weights, once they were measured. */
  readonly untrained: Readonly<Record<string, number>>;
  /** What it has shown besides, oldest first: of the first step, of the newest and of some in between. */
  readonly pictures: readonly TimedPicture[];
}

export interface TimedPicture extends EmbeddingPicture {
  /** Steps done. */
  readonly step: number;
}

/** How fast the worker's present run goes: steps timed, and its clock in seconds at the last one. */
export interface RunClock {
  readonly timed: number;
  readonly step: number;
  readonly seconds: number;
  /** Smoothed, once two steps were timed. */
  readonly secondsPerStep: number | null;
}

/** Everything the person sees of a run; a pure function of what happened. */
export interface RunState {
  readonly status: RunStatus;
  /** The run was asked to begin paused. */
  readonly beginsPaused: boolean;
  /** Steps done, of `steps`. */
  readonly step: number;
  readonly steps: number;
  readonly backend: BackendChoice | null;
  /** Trainable numbers. */
  readonly parameters: number | null;
  readonly loss: Series;
  /** By optimiser node; the same as `loss` where there is one. */
  readonly losses: Readonly<Record<string, Series>>;
  readonly learningRate: Series;
  /** By node id. */
  readonly probes: Readonly<Record<string, ProbeState>>;
  readonly clock: RunClock;
  readonly diagnostics: readonly Diagnostic[];
  /** What the run can go on from if its worker is lost. */
  readonly checkpoint: Checkpoint | null;
  readonly memory: MemoryReport | null;
  readonly finish: {
    readonly reason: 'complete' | 'stopped';
    readonly stepsPerSecond: number | null;
    /** Of the final weights and states, as `digestOf` gives it; null where the worker was ended. */
    readonly digest: string | null;
  } | null;
}

/** The worker's events, and what the main thread itself knows of a run. */
export type RunAction =
  | RunEvent
  /** A run begins; `fresh` forgets the one before, otherwise its curves go on. `notices`: what to know of it. */
  | {
      readonly kind: 'starting';
      readonly fresh: boolean;
      readonly paused: boolean;
      readonly steps: number;
      readonly notices?: readonly Diagnostic[];
    }
  | { readonly kind: 'opened'; readonly choice: BackendChoice }
  /** The worker refused the run, or was lost. */
  | { readonly kind: 'broke'; readonly diagnostics: readonly Diagnostic[] }
  /** The worker was ended while it prepared the run or did not answer. */
  | { readonly kind: 'abandoned' };

export const RESTING_CLOCK: RunClock = { timed: 0, step: 0, seconds: 0, secondsPerStep: null };

export const IDLE_RUN: RunState = {
  status: 'idle',
  beginsPaused: false,
  step: 0,
  steps: 0,
  backend: null,
  parameters: null,
  loss: EMPTY_SERIES,
  losses: {},
  learningRate: EMPTY_SERIES,
  probes: {},
  clock: RESTING_CLOCK,
  diagnostics: [],
  checkpoint: null,
  memory: null,
  finish: null,
};

/** Seconds of training that remain at the present speed, where a run goes on and its speed is known. */
export function secondsLeft(run: RunState): number | null {
  const active = run.status === 'running' || run.status === 'paused';
  if (!active || run.clock.secondsPerStep === null) return null;
  return Math.max(0, run.steps - run.step) * run.clock.secondsPerStep;
}
