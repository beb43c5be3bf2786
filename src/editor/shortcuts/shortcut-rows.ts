import { SECTIONS, type Action, type Section } from '../actions/action.ts';
import { showChord } from '../actions/chord.ts';
import { keysOf, type Keymap } from '../actions/keymap.ts';

export interface ShortcutGroup {
  readonly section: Section;
  readonly actions: readonly Action[];
}

/** Actions by section that have all the query's words in their title, section or keys. */
export function shortcutGroups(
  actions: readonly Action[],
  keymap: Keymap,
  query: string,
): readonly ShortcutGroup[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = actions.filter((action) => {
    const keys = keysOf(action, keymap).map((chord) => showChord(chord));
    const text = [action.title, action.section, ...keys].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  return SECTIONS.map((section) => ({
    section,
    actions: found.filter((action) => action.section === section),
  })).filter((group) => group.actions.length > 0);
}
