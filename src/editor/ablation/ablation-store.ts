import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Parting } from '../../analysis/parting.ts';
import type { VerdictKind } from '../../analysis/verdict.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RunState } from '../../runtime/run-state.ts';
import type { RunStore } from '../../runtime/run-store.ts';
import type { EditorStore } from '../store/editor-store.ts';
import type { Compile } from '../store/keep-compiled.ts';

/** The two runs of a pair: the drawing as it is, and with nodes bypassed. */
export const SIDES = ['with', 'without'] as const;
export type Side = (typeof SIDES)[number];
export type Both<T> = Readonly<Record<Side, T>>;

/** What came of a pair that has ended. */
export interface PairResult extends Parting {
  readonly seed: number;
  readonly verdicts: Both<VerdictKind>;
  /** Mean of the last ten losses; null where there is none. */
  readonly losses: Both<number | null>;
  /** How they ended. */
  readonly runs: Both<RunState>;
}

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

export interface AblationOptions {
  readonly editor: EditorStore;
  readonly compile: Compile;
  /** The window's run, which a pair does not share the machine with. */
  readonly mainRun: RunStore;
  readonly createRunStore: () => RunStore;
  /** Of the machine: each run of a pair has half of them. */
  readonly processors: number;
}

/** A store whose code is fetched when the first pair is asked for. */
export function createAblationStore(options: AblationOptions): AblationStore {
  let fetched: ReturnType<typeof fetchRuns> | null = null;
  const fetchRuns = () =>
    import('./ablation-runs.ts').then(({ ablationRuns }) => ablationRuns(store, options));
  const runs = () => (fetched ??= fetchRuns());
  const store: AblationStore = createStore<AblationState>()((set, get) => ({
    runs: null,
    ablation: null,
    asked: 0,
    refusal: [],
    begin: (nodes) => {
      set({ asked: get().asked + 1 });
      void runs().then(({ begin }) => begin(nodes));
    },
    again: () => void runs().then(({ again }) => again()),
    stop: () => void runs().then(({ stop }) => stop()),
    close: () => void fetched?.then(({ close }) => close()),
  }));
  return store;
}
