import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ReadableFile } from '../files/read-file.ts';
import type { Runs } from './runs.ts';

export interface LateRunsState {
  /** Null until their code has been fetched. */
  readonly runs: Runs | null;
  /** How often the list was to be shown. */
  readonly asked: number;
  fetch(): Promise<Runs>;
  /** Takes a file that is no drawing: true where it is a run, or was one. */
  openFile(file: ReadableFile): Promise<boolean>;
}

export type LateRuns = StoreApi<LateRunsState>;

/** What is done with runs, whose code is fetched when the window stands. */
export function createLateRuns(open: () => Promise<Runs>): LateRuns {
  let fetched: Promise<Runs> | null = null;
  return createStore<LateRunsState>()((set, get) => ({
    runs: null,
    asked: 0,
    fetch: () =>
      (fetched ??= open().then((runs) => {
        set({ runs });
        return runs;
      })),
    openFile: async (file) => {
      const opened = await (await get().fetch()).openFile(file);
      if (opened) set({ asked: get().asked + 1 });
      return opened;
    },
  }));
}
