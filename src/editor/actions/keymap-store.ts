import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Keymap } from './keymap.ts';

const KEY = 'unlabel.keys';
const keymapSchema = z.record(z.string(), z.array(z.string()));

export interface KeymapState {
  readonly keymap: Keymap;
  /** Gives an action chords of its own; null gives it the usual ones again. */
  assign(action: string, chords: readonly string[] | null): void;
  /** Gives every action the usual ones again. */
  reset(): void;
}

export type KeymapStore = StoreApi<KeymapState>;

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

function remembered(storage: Kept): Keymap {
  try {
    const parsed = keymapSchema.safeParse(JSON.parse(storage.getItem(KEY) ?? '{}'));
    return parsed.success ? parsed.data : {};
  } catch {
    // forbidden or damaged: the usual keys will do
    return {};
  }
}

/** A person's own shortcuts, kept in this browser. */
export function createKeymapStore(storage: Kept): KeymapStore {
  return createStore<KeymapState>()((set, get) => {
    const keep = (keymap: Keymap) => {
      set({ keymap });
      try {
        storage.setItem(KEY, JSON.stringify(keymap));
      } catch {
        // they last until the page is left
      }
    };
    return {
      keymap: remembered(storage),
      assign: (action, chords) => {
        const others = Object.entries(get().keymap).filter(([id]) => id !== action);
        keep(Object.fromEntries(chords === null ? others : [...others, [action, chords]]));
      },
      reset: () => keep({}),
    };
  });
}
