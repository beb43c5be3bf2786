import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Runs } from './runs.ts';

export interface LateRunsState {
  /** Null until their code has been fetched. */
  readonly runs: Runs | null;
  /** How often the list was to be shown. */
  readonly asked: number;
  fetch(): Promise<Runs>;
}

export type LateRuns = StoreApi<LateRunsState>;

/**
 * What is done with runs, whose code is fetched when the window stands.
 *
 * @param open is given what brings the list before the person
 */
export function createLateRuns(open: (show: () => void) => Promise<Runs>): LateRuns {
  let fetched: Promise<Runs> | null = null;
  return createStore<LateRunsState>()((set, get) => ({
    runs: null,
    asked: 0,
    fetch: () =>
      (fetched ??= open(() => set({ asked: get().asked + 1 })).then((runs) => {
        set({ runs });
        return runs;
      })),
  }));
}
