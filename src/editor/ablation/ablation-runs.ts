import { produce } from 'immer';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { bypassNodes } from '../commands/bypass-nodes.ts';
import { effectiveRun, type Content } from '../store/content.ts';
import type { Compile } from '../store/keep-compiled.ts';
import type { Ablation, AblationOptions, AblationState, AblationStore } from './ablation.ts';
import { SIDES, both } from './sides.ts';
import { pairResult } from './pair-result.ts';

/** What an ablation's store does. */
export function ablationRuns(
  store: AblationStore,
  { editor, compile, mainRun, createRunStore, processors }: AblationOptions,
): Pick<AblationState, 'begin' | 'again' | 'stop' | 'close'> {
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
    const result = pairResult(ablation.compilations, ablation.seed, states);
    store.setState({ ablation: { ...ablation, running: false, results: [...ablation.results, result] } });
  };

  return {
    begin: (nodes) => {
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
        return store.setState({ refusal: faulty.diagnostics.filter(({ severity }) => severity === 'error') });
      }
      const { seed } = effectiveRun(content);
      run({ nodes, compilations, seed, running: true, results: [] });
    },

    again: () => {
      const { ablation } = store.getState();
      if (!ablation || ablation.running) return;
      const tried = ablation.results.map(({ seed }) => seed);
      run({ ...ablation, seed: Math.max(ablation.seed, ...tried) + 1, running: true });
    },

    stop: () => {
      const { runs } = store.getState();
      for (const side of SIDES) runs?.[side].getState().stop();
    },

    close,
  };
}

function withoutNodes(content: Content, nodes: readonly string[]): Parameters<Compile> {
  const { document, preset } = produce(content, (draft) => bypassNodes(nodes, true).apply(draft));
  return [document, preset];
}
