import { produce } from 'immer';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { verdict, type VerdictKind } from '../../analysis/verdict.ts';
import { parting, type Parting } from '../../analysis/parting.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { measurementsOf } from '../../runtime/measurements-of.ts';
import type { RunState } from '../../runtime/run-state.ts';
import type { RunStore } from '../../runtime/run-store.ts';
import { seriesValues } from '../../runtime/series.ts';
import { bypassNodes } from '../commands/bypass-nodes.ts';
import { effectiveRun, type Content } from '../store/content.ts';
import type { EditorStore } from '../store/editor-store.ts';
import type { Compile } from '../store/keep-compiled.ts';

/** The two runs of a pair: the drawing as it is, and with nodes bypassed. */
export const SIDES = ['with', 'without'] as const;
export type Side = (typeof SIDES)[number];
type Both<T> = Readonly<Record<Side, T>>;

/** What came of a pair that has ended. */
export interface PairResult extends Parting {
  readonly seed: number;
  readonly verdicts: Both<VerdictKind>;
  /** Mean of the last ten losses; null where there is none. */
  readonly losses: Both<number | null>;
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

interface AblationOptions {
  readonly editor: EditorStore;
  readonly compile: Compile;
  /** The window's run, which a pair does not share the machine with. */
  readonly mainRun: RunStore;
  readonly createRunStore: () => RunStore;
  /** Of the machine: each run of a pair has half of them. */
  readonly processors: number;
}

/** Steps whose losses are averaged for a result. */
const LAST = 10;

export function createAblationStore(options: AblationOptions): AblationStore {
  const { editor, compile, mainRun, createRunStore, processors } = options;
  let unsubscribe: (() => void)[] = [];

  const end = (): void => {
    for (const off of unsubscribe) off();
    unsubscribe = [];
    const { runs } = store.getState();
    for (const side of SIDES) runs?.[side].getState().reset();
  };

  const run = (ablation: Ablation): void => {
    end();
    mainRun.getState().pause();
    const runs = store.getState().runs ?? { with: createRunStore(), without: createRunStore() };
    store.setState({ runs, ablation, refusal: [] });
    for (const side of SIDES) {
      const one = runs[side].getState();
      one.setBackend(mainRun.getState().backend);
      one.setThreads(Math.max(1, Math.min(4, Math.floor(processors / 2))));
      one.restart(ablation.compilations[side], ablation.seed);
    }
    unsubscribe = SIDES.map((side) => runs[side].subscribe(settle));
  };

  const close = (): void => {
    end();
    store.setState({ ablation: null, refusal: [] });
  };

  /** Keeps what came of a pair, once both runs have ended. */
  const settle = (): void => {
    const { runs, ablation } = store.getState();
    if (!runs || !ablation?.running) return;
    const states = both((side) => runs[side].getState().run);
    if (!SIDES.every((side) => states[side].status === 'finished' || states[side].status === 'failed'))
      return;
    const result = resultOf(ablation, states);
    store.setState({ ablation: { ...ablation, running: false, results: [...ablation.results, result] } });
  };

  const store = createStore<AblationState>()((set, get) => ({
    runs: null,
    ablation: null,
    asked: 0,
    refusal: [],

    begin: (nodes) => {
      set({ asked: get().asked + 1 });
      const { content } = editor.getState();
      const compilations = {
        with: compile(content.document, content.preset),
        without: compile(...withoutNodes(content, nodes)),
      };
      const faulty = SIDES.map((side) => compilations[side]).find(
        ({ program, diagnostics }) => !program || hasErrors(diagnostics),
      );
      if (faulty) {
        close();
        return set({ refusal: faulty.diagnostics.filter(({ severity }) => severity === 'error') });
      }
      const { seed } = effectiveRun(content);
      run({ nodes, compilations, seed, running: true, results: [] });
    },

    again: () => {
      const { ablation } = get();
      if (!ablation || ablation.running) return;
      const tried = ablation.results.map(({ seed }) => seed);
      run({ ...ablation, seed: Math.max(ablation.seed, ...tried) + 1, running: true });
    },

    stop: () => {
      const { runs } = get();
      for (const side of SIDES) runs?.[side].getState().stop();
    },

    close,
  }));
  return store;
}

function both<T>(of: (side: Side) => T): Both<T> {
  return { with: of('with'), without: of('without') };
}

function withoutNodes(content: Content, nodes: readonly string[]): Parameters<Compile> {
  const { document, preset } = produce(content, (draft) => bypassNodes(nodes, true).apply(draft));
  return [document, preset];
}

function resultOf({ compilations, seed }: Ablation, runs: Both<RunState>): PairResult {
  return {
    seed,
    verdicts: both((side) => verdict(measurementsOf(runs[side], compilations[side].program!)).kind),
    losses: both((side) => lately(runs[side])),
    ...parting([...seriesValues(runs.with.loss)], [...seriesValues(runs.without.loss)]),
  };
}

function lately({ loss }: RunState): number | null {
  const last = seriesValues(loss).slice(-LAST);
  return last.length === 0 ? null : last.reduce((sum, value) => sum + value, 0) / last.length;
}
