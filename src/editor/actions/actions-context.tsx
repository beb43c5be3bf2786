import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { defined } from '../../base/assert.ts';
import type { ActionContext } from './action.ts';
import { showChord } from './chord.ts';
import { ACTIONS } from './index.ts';
import type { KeymapStore } from './keymap-store.ts';
import { keysOf } from './keymap.ts';

export interface Actions {
  readonly context: ActionContext;
  readonly keymap: KeymapStore;
}

const ActionsContext = createContext<Actions | null>(null);

export const ActionsProvider = ActionsContext.Provider;

export function useActions(): Actions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error('The component must stand inside an ActionsProvider.');
  return actions;
}

/** The keys of an action as this machine's keyboard has them; undefined where it has none. */
export function useKeysOf(id: string): string | undefined {
  const keymap = useStore(useActions().keymap, (state) => state.keymap);
  const action = defined(
    ACTIONS.find((one) => one.id === id),
    `there is an action “${id}”`,
  );
  const [chord] = keysOf(action, keymap);
  return chord === undefined ? undefined : showChord(chord);
}
