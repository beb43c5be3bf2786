import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../editor-context.tsx';
import { announce, announcement } from './announce.ts';
import { stepMade } from './step-made.ts';

/** Says to screen readers what was done: every edit, undo and redo by its name, and whatever else is announced. */
export function Announcer() {
  const { store } = useServices();
  const { text, serial } = useStore(announcement);
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.history === before.history) return;
        const made = stepMade(before.history, state.history);
        if (made) announce(made);
      }),
    [store],
  );
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-testid="announcer">
      {/* a new element for the same words, so that they are said again */}
      <span key={serial}>{text}</span>
    </div>
  );
}
