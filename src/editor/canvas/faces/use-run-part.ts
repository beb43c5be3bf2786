import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { RunState } from '../../../runtime/run-state.ts';
import { useServices } from '../../editor-context.tsx';

/** Milliseconds between two looks at the run: a card's number that changes faster cannot be read. */
const INTERVAL = 250;

/**
 * A part of the run for a node's card, a few times a second at most. The selector must give the same object, or an equal
 * plain value, while nothing changes.
 */
export function useRunPart<T>(select: (run: RunState) => T): T {
  const { runStore } = useServices();
  const shown = useRef<RunState>(runStore.getState().run);
  const subscribe = useCallback(
    (notify: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const look = () => {
        timer = undefined;
        shown.current = runStore.getState().run;
        notify();
      };
      const unsubscribe = runStore.subscribe((now, before) => {
        if (now.run !== before.run) timer ??= setTimeout(look, INTERVAL);
      });
      look();
      return () => {
        unsubscribe();
        clearTimeout(timer);
      };
    },
    [runStore],
  );
  return useSyncExternalStore(subscribe, () => select(shown.current));
}
