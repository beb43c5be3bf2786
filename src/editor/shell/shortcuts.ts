export type Shortcut =
  'undo' | 'redo' | 'save' | 'open' | 'fit' | 'deselect' | 'selectAll' | 'pack' | 'unpack';

/** What is used of a `KeyboardEvent`. */
export interface Keys {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** What the keys mean. While a text is being edited only saving and opening are ours; the rest belongs to the text. */
export function shortcutOf(keys: Keys, editingText: boolean): Shortcut | null {
  if (keys.altKey) return null;
  const key = keys.key.toLowerCase();
  if (keys.ctrlKey || keys.metaKey) {
    if (key === 's' && !keys.shiftKey) return 'save';
    if (key === 'o' && !keys.shiftKey) return 'open';
    if (editingText) return null;
    if (key === 'z') return keys.shiftKey ? 'redo' : 'undo';
    if (key === 'y' && !keys.shiftKey) return 'redo';
    if (key === 'g') return keys.shiftKey ? 'unpack' : 'pack';
    return key === 'a' && !keys.shiftKey ? 'selectAll' : null;
  }
  if (editingText || keys.shiftKey) return null;
  if (key === 'f') return 'fit';
  return key === 'escape' ? 'deselect' : null;
}

/** Whether keys go to a text field. */
export function editsText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return (
    target instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'button'].includes(target.type)
  );
}
