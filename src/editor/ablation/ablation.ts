import type { StoreApi } from 'zustand/vanilla';
import type { Compilation } from '../../compiler/compilation.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import type { BesideMainRun } from '../runs/beside-main-run.ts';
import type { EditorStore } from '../store/editor-store.ts';
import type { PairResult } from './pair-result.ts';
import type { Both } from './sides.ts';

export interface Ablation {
  readonly nodes: readonly string[];
  /** Each has a program. */
  readonly compilations: Both<Compilation>;
  readonly seed: number;
  readonly running: boolean;
  /** Of the pairs that have ended, oldest first. */
  readonly results: readonly PairResult[];
}

export interface AblationState {
  /** The runs of the present pair. */
  readonly runs: Both<RunStore> | null;
  readonly ablation: Ablation | null;
  /** How many pairs were asked for. */
  readonly asked: number;
  /** Why the last pair that was asked for could not begin. */
  readonly refusal: readonly Diagnostic[];
  /** Trains the drawing as it is beside itself with the nodes bypassed, from its seed; ends the pair before. */
  readonly begin: (nodes: readonly string[]) => void;
  /** The same pair once more, from the next seed. */
  readonly again: () => void;
  readonly stop: () => void;
  /** Ends and forgets it. */
  readonly close: () => void;
}

export type AblationStore = StoreApi<AblationState>;

export interface AblationOptions extends BesideMainRun {
  readonly editor: EditorStore;
  /** Of the machine: each run of a pair has half of them. */
  readonly processors: number;
}
