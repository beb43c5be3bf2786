import type { Action } from './action.ts';

/** A person's own chords, by action; an empty list takes an action's keys away. */
export type Keymap = Readonly<Record<string, readonly string[]>>;

/** The chords that carry an action out. */
export function keysOf({ id, keys = [] }: Action, keymap: Keymap): readonly string[] {
  return Object.hasOwn(keymap, id) ? keymap[id]! : keys;
}

/** What a chord means. While a text is being edited, most chords belong to the text. */
export function actionOf(
  chord: string,
  editingText: boolean,
  actions: readonly Action[],
  keymap: Keymap,
): Action | undefined {
  return actions.find(
    (action) => (!editingText || action.whileTyping) && keysOf(action, keymap).includes(chord),
  );
}

/** Whether keys go to a text field. */
export function editsText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return (
    target instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'button'].includes(target.type)
  );
}
