import type { Area } from '../annotations/area.ts';
import { findNote } from '../annotations/note-id.ts';
import type { Command } from './command.ts';

/** Gives a frame or comment another rectangle. */
export function resizeNote(note: string, { x, y, width, height }: Area): Command {
  return {
    name: note.startsWith('frame:') ? 'Resize a frame' : 'Resize a comment',
    apply: ({ document }) => {
      const found = findNote(document.view, note);
      if (found) Object.assign(found, { x, y, width, height });
    },
  };
}
