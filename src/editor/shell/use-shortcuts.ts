import { useEffect } from 'react';
import type { Actions } from '../actions/actions-context.tsx';
import { chordOf } from '../actions/chord.ts';
import { ACTIONS } from '../actions/index.ts';
import { actionOf, editsText } from '../actions/keymap.ts';

/** Listens for the editor's keys. */
export function useShortcuts({ context, keymap }: Actions): void {
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const chord = chordOf(event);
      if (chord === null) return;
      const action = actionOf(chord, editsText(event.target), ACTIONS, keymap.getState().keymap);
      if (!action) return;
      // Escape closes what is open besides
      if (chord !== 'Escape') event.preventDefault();
      if (action.enabled?.(context) ?? true) action.run(context);
    };
    window.addEventListener('keydown', act);
    return () => window.removeEventListener('keydown', act);
  }, [context, keymap]);
}
