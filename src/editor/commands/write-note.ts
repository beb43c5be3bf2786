import { findNote } from '../annotations/note-id.ts';
import type { Command } from './command.ts';

/** The longest text the document's format takes. */
const LONGEST = 20_000;

/** Gives a frame another title, a comment another text. Typing is one step until the field is left. */
export function writeNote(note: string, text: string): Command {
  return {
    name: note.startsWith('frame:') ? 'Title a frame' : 'Write a comment',
    merge: `write:${note}`,
    apply: ({ document }) => {
      const found = findNote(document.view, note);
      if (!found) return;
      if ('title' in found) found.title = text.slice(0, LONGEST);
      else found.text = text.slice(0, LONGEST);
    },
  };
}
