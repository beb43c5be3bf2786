import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { LateRuns } from './late-runs.ts';
import type { Overlaid } from './overlay-charts.ts';
import type { RunsState } from './runs-store.ts';

/** Until the code of the runs is there. */
const NONE = createStore<Pick<RunsState, 'list' | 'overlaid'>>()(() => ({ list: null, overlaid: new Map() }));

/** The kept runs that are drawn over the charts, in the order in which they were chosen. */
export function useOverlaid(late: LateRuns): readonly Overlaid[] {
  const runs = useStore(late, (state) => state.runs);
  const store = runs?.store ?? NONE;
  const list = useStore(store, (state) => state.list);
  const overlaid = useStore(store, (state) => state.overlaid);
  return useMemo(
    () =>
      [...overlaid].flatMap(([id, place]) => {
        const run = list?.find((one) => one.id === id);
        return run ? [{ run, place }] : [];
      }),
    [list, overlaid],
  );
}
