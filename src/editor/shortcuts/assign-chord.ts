import type { Action } from '../actions/action.ts';
import { keysOf, type Keymap } from '../actions/keymap.ts';

/** Keys that the canvas, fields and lists need for themselves. */
const KEPT = [
  'Tab',
  'Shift+Tab',
  'Enter',
  'Space',
  'Delete',
  'Backspace',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
];
/** Chords that browsers act on before a page hears of them. */
const BROWSERS = ['Mod+T', 'Mod+W', 'Mod+N', 'Mod+Shift+T', 'Mod+Shift+W', 'Mod+Shift+N'];

/** Why no action can have the chord, in one sentence; null if one can. */
export function whyNotChord(chord: string): string | null {
  if (KEPT.includes(chord)) return 'moves about in the drawing and in fields, so it cannot be a shortcut.';
  if (BROWSERS.includes(chord)) return 'belongs to the browser, so it cannot be a shortcut.';
  return null;
}

/** The other action that has the chord now. */
export function holderOf(
  chord: string,
  action: Action,
  actions: readonly Action[],
  keymap: Keymap,
): Action | undefined {
  return actions.find((other) => other.id !== action.id && keysOf(other, keymap).includes(chord));
}

/** New chords by action for an action to have the chord alone; null gives an action its usual ones again. */
export function assignment(
  chord: string,
  action: Action,
  actions: readonly Action[],
  keymap: Keymap,
): ReadonlyMap<string, readonly string[] | null> {
  const holder = holderOf(chord, action, actions, keymap);
  const usual = action.keys?.length === 1 && action.keys[0] === chord;
  return new Map<string, readonly string[] | null>([
    ...(holder ? [[holder.id, keysOf(holder, keymap).filter((other) => other !== chord)] as const] : []),
    [action.id, usual ? null : [chord]],
  ]);
}

/** What stands in the way of an action's usual chords: who holds them now. */
export function resetConflict(
  action: Action,
  actions: readonly Action[],
  keymap: Keymap,
): { readonly chord: string; readonly holder: Action } | null {
  for (const chord of action.keys ?? []) {
    const holder = holderOf(chord, action, actions, keymap);
    if (holder) return { chord, holder };
  }
  return null;
}
