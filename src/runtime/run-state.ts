import type { BackendChoice, Checkpoint, MemoryReport, RunEvent } from '../../workers/protocol.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { EMPTY_SERIES, type Series } from './series.ts';

export type RunStatus = 'idle' | 'starting' | 'running' | 'paused' | 'failed' | 'finished';

/** What one probe node has measured so far. */
export interface ProbeState {
  /** Curves by metric name. */
  readonly metrics: Readonly<Record<string, Series>>;
  /** The same metrics of the untrained weights, once they were measured. */
  readonly untrained: Readonly<Record<string, number>>;
}

/** Everything the person sees of a run; a pure function of what happened. */
export interface RunState {
  readonly status: RunStatus;
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
  /** Smoothed, once two steps were timed. */
  readonly secondsPerStep: number | null;
  readonly secondsLeft: number | null;
  readonly diagnostics: readonly Diagnostic[];
  /** What the run can go on from if its worker is lost. */
  readonly checkpoint: Checkpoint | null;
  readonly memory: MemoryReport | null;
  readonly finish: { readonly reason: 'complete' | 'stopped'; readonly stepsPerSecond: number } | null;
  /** Timing of the worker's present run: steps seen and its clock at the last one, in seconds. */
  readonly clock: { readonly steps: number; readonly step: number; readonly seconds: number };
}

/** The worker's events, and what the main thread itself knows of a run. */
export type RunAction =
  | RunEvent
  /** The person asked for a run; `fresh` forgets the one before, otherwise its curves go on. */
  | { readonly kind: 'starting'; readonly fresh: boolean; readonly steps: number }
  | { readonly kind: 'opened'; readonly choice: BackendChoice }
  /** The worker refused the run or was lost. */
  | { readonly kind: 'broke'; readonly diagnostics: readonly Diagnostic[] };

export const IDLE_RUN: RunState = {
  status: 'idle',
  step: 0,
  steps: 0,
  backend: null,
  parameters: null,
  loss: EMPTY_SERIES,
  losses: {},
  learningRate: EMPTY_SERIES,
  probes: {},
  secondsPerStep: null,
  secondsLeft: null,
  diagnostics: [],
  checkpoint: null,
  memory: null,
  finish: null,
  clock: { steps: 0, step: 0, seconds: 0 },
};
