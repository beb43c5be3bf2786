import type { StoreApi } from 'zustand/vanilla';
import type { BackendName } from '../../workers/protocol.ts';
import type { Compilation } from '../compiler/compilation.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Program } from '../ir/program.ts';
import type { RunState } from './run-state.ts';

export type BackendRequest = BackendName | 'auto';

/** The one run of the window, and what can be done to it. */
export interface RunStoreState {
  readonly run: RunState;
  /** What the present (or last) run trains. */
  readonly program: Program | null;
  readonly backend: BackendRequest;
  /** A command that the worker has not yet answered. */
  readonly pending: 'pausing' | 'stopping' | null;
  /** Takes effect with the next start or resume. */
  setBackend(backend: BackendRequest): void;
  /**
   * Train or Resume: begins a run, or goes on with a paused or broken one. Where the drawing has changed, the run goes
   * on with the new program from its present weights. Returns why it cannot, if the drawing has errors.
   */
  train(compilation: Compilation, seed: number): Diagnostic | null;
  /** Begins anew from initial weights. */
  restart(compilation: Compilation, seed: number): Diagnostic | null;
  /** Runs one step and pauses; begins a run where there is none. */
  stepOnce(compilation: Compilation, seed: number): Diagnostic | null;
  pause(): void;
  stop(): void;
  /** Ends the worker; the store can be used again. */
  dispose(): Promise<void>;
}

export type RunStore = StoreApi<RunStoreState>;
