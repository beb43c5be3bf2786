import { createStore } from 'zustand/vanilla';
import type { AblationOptions, AblationState, AblationStore } from './ablation.ts';

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
