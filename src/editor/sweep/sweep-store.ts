import { produce } from 'immer';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Compilation } from '../../compiler/compilation.ts';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ParamValue } from '../../document/schema.ts';
import { keepRun } from '../../runtime/kept/keep-run.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { MAX_NAME } from '../../runtime/kept/limits.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import { setParam } from '../commands/set-param.ts';
import type { Content } from '../store/content.ts';
import type { BesideMainRun } from '../runs/beside-main-run.ts';
import type { EditorStore } from '../store/editor-store.ts';

/** Which param takes which values, and the seeds that each is trained from. */
export interface SweepPlan {
  readonly node: string;
  readonly param: string;
  /** As the inspector calls it, with its node. */
  readonly title: string;
  readonly values: readonly ParamValue[];
  readonly seeds: readonly number[];
}

/** A run of a sweep that has ended. */
export interface SweptRun {
  readonly value: ParamValue;
  readonly kept: KeptRun;
}

export interface Sweep {
  readonly plan: SweepPlan;
  /** Of each value, in the order of the plan. */
  readonly compilations: readonly Compilation[];
  readonly running: boolean;
  readonly ended: readonly SweptRun[];
}

export interface SweepState {
  readonly sweep: Sweep | null;
  /** What trains the present run of a sweep. */
  readonly trainer: RunStore | null;
  /** Why the last sweep that was asked for did not begin, or did not go on. */
  readonly problems: readonly Diagnostic[];
  /** Trains the drawing as it is now with every value from every seed, one after another; ends the sweep before. */
  begin(plan: SweepPlan): void;
  stop(): void;
}

export type SweepStore = StoreApi<SweepState>;

export interface SweepOptions extends BesideMainRun {
  readonly editor: EditorStore;
  readonly keep: (run: KeptRun) => unknown;
  readonly nodeTitle: (content: Content, node: string) => string;
  readonly now?: () => number;
  readonly newId?: () => string;
}

/** Sweeps of a param, one at a time; all variants are compiled first, so that none is refused after the others have trained. */
export function createSweepStore(options: SweepOptions): SweepStore {
  const { editor, compile, mainRun, createRunStore, keep, nodeTitle } = options;
  const { now = Date.now, newId = () => crypto.randomUUID() } = options;
  let off: () => void = () => undefined;

  return createStore<SweepState>()((set, get) => {
    const end = (): void => {
      off();
      get().trainer?.getState().reset();
    };

    const train = (contents: readonly Content[], index: number): void => {
      const { sweep, trainer } = get();
      if (!sweep || !trainer) return;
      const { values, seeds } = sweep.plan;
      const at = Math.floor(index / seeds.length);
      const [value, content, compilation] = [values[at], contents[at], sweep.compilations[at]];
      const seed = seeds[index % seeds.length];
      if (value === undefined || seed === undefined || !content || !compilation) {
        return set({ sweep: { ...sweep, running: false } });
      }
      trainer.getState().restart(compilation, seed);
      off = trainer.subscribe(({ run }) => {
        if (run.status !== 'finished' && run.status !== 'failed') return;
        off();
        if (run.status === 'failed' && !run.diagnostics.some(({ code }) => code === 'RUN_NOT_FINITE')) {
          // what keeps one run from ending keeps the others too
          return set({ sweep: { ...sweep, running: false }, problems: run.diagnostics });
        }
        // one that was stopped is no result, and the last
        if (run.status === 'finished' && run.step < run.steps) {
          return set({ sweep: { ...sweep, running: false } });
        }
        const subject = { ...content, id: newId(), program: compilation.program!, seed, mixed: false };
        const kept = keepRun(run, { ...subject, nodeTitle: (node) => nodeTitle(content, node) }, now());
        const name = `${kept.name}, ${sweep.plan.title} = ${String(value)}`.slice(0, MAX_NAME);
        const swept: SweptRun = { value, kept: { ...kept, name } };
        keep(swept.kept);
        set({ sweep: { ...sweep, ended: [...sweep.ended, swept] } });
        train(contents, index + 1);
      });
    };

    return {
      sweep: null,
      trainer: null,
      problems: [],

      begin: (plan) => {
        end();
        const { content } = editor.getState();
        const contents = plan.values.map((value) =>
          produce(content, (draft) => setParam(plan.node, plan.param, value).apply(draft)),
        );
        const compilations = contents.map(({ document, preset }) => compile(document, preset));
        const faulty = compilations.find(({ program, diagnostics }) => !program || hasErrors(diagnostics));
        if (faulty) {
          const problems = faulty.diagnostics.filter(({ severity }) => severity === 'error');
          return set({ sweep: null, problems });
        }
        mainRun.getState().pause();
        const trainer = get().trainer ?? createRunStore();
        trainer.getState().setBackend(mainRun.getState().backend);
        trainer.getState().setThreads(mainRun.getState().threads);
        set({ trainer, problems: [], sweep: { plan, compilations, running: true, ended: [] } });
        train(contents, 0);
      },

      stop: () => get().trainer?.getState().stop(),
    };
  });
}
