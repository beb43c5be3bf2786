import type { StoreApi } from 'zustand/vanilla';
import type {
  BackendName,
  DatasetView,
  Dissection,
  DissectRequest,
  OpenOptions,
  Representation,
  StartOptions,
} from '../../workers/protocol.ts';
import type { Compilation } from '../compiler/compilation.ts';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Program } from '../ir/program.ts';
import type { RunState } from './run-state.ts';

/** Weights that were given, for runs to begin from instead of initial ones. */
export interface GivenWeights {
  /** Of their file. */
  readonly name: string;
  readonly tensors: NonNullable<StartOptions['weights']>;
  /** Why a program cannot begin from them; null if it can. */
  misfit(program: Program): Diagnostic | null;
}

export type BackendRequest = BackendName | 'auto';

/** `auto`: as many as the machine has processors, up to four. */
export type ThreadRequest = number | 'auto';

export interface RunStoreOptions extends Omit<OpenOptions, 'backend'> {
  createWorker(): Worker;
  /** Whether a second worker may wait beside a run, to take it over when it is lost; true by default. */
  readonly standby?: boolean;
}

/** The one run of the window, and what can be done to it. */
export interface RunStoreState {
  readonly run: RunState;
  /** What the present (or last) run trains. */
  readonly program: Program | null;
  readonly backend: BackendRequest;
  /** How many threads the backend wasm is to have. */
  readonly threads: ThreadRequest;
  /** What runs that begin anew begin from; null for initial weights. */
  readonly weights: GivenWeights | null;
  /** The present (or last) run began from given weights. */
  readonly fromWeights: boolean;
  /** A command that the worker has not carried out yet. */
  readonly pending: 'pausing' | 'stepping' | 'stopping' | null;
  /** Takes effect with the next start or resume. */
  setBackend(backend: BackendRequest): void;
  /** Takes effect with the next start or resume. */
  setThreads(threads: ThreadRequest): void;
  /** Takes effect with the next run that begins anew, as the next one does where nothing is trained. `reset` forgets them. */
  setWeights(weights: GivenWeights | null): void;
  /** Begins to load what training on this dataset will need, where nothing is trained. */
  warmUp(dataset: string): void;
  /**
   * Train or Resume: begins a run, or goes on with one that was paused, stopped or lost. Where the drawing has changed,
   * the run goes on with the new program from its present weights (and its own seed). Returns why it cannot, if the
   * drawing has errors.
   */
  train(compilation: Compilation, seed: number): Diagnostic | null;
  /** Begins anew from initial weights, or from those that were given. */
  restart(compilation: Compilation, seed: number): Diagnostic | null;
  /** Runs one step and rests; begins a run, or goes on, as `train` does. */
  stepOnce(compilation: Compilation, seed: number): Diagnostic | null;
  pause(): void;
  /** Ends the run after the step in flight; asked again, or before the first step, ends the worker at once. */
  stop(): void;
  /** Takes one step apart, beside whatever runs and on its backend; changes nothing of it. */
  dissect(request: DissectRequest): Promise<Checked<Dissection>>;
  /** Ends whatever runs and forgets it, as when another drawing is opened. */
  reset(): void;
  /**
   * What the run's encoder makes of the dataset, as the dataset probe `node` sees it: with the weights of the newest checkpoint, or
   * those it began with. Fails without problems where there is no checkpoint yet, or no worker.
   */
  represent(node: string, weights: 'newest' | 'initial'): Promise<Checked<Representation>>;
  /** The images that this is of. */
  view(): Promise<Checked<DatasetView>>;
}

export type RunStore = StoreApi<RunStoreState>;
