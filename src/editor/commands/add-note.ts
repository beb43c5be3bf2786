import type { Area } from '../annotations/area.ts';
import { noteId } from '../annotations/note-id.ts';
import type { Content } from '../store/content.ts';
import type { Command } from './command.ts';
import { freshName } from './fresh-name.ts';

export interface NewNote {
  readonly command: Command;
  /** The note's id among all that can be selected. */
  readonly note: string;
}

/** A titled rectangle behind the nodes. */
export function addFrame(content: Content, area: Area, title = ''): NewNote {
  const id = fresh('frame', content.document.view.frames);
  return {
    note: noteId('frame', id),
    command: {
      name: 'Add a frame',
      apply: ({ document }) => void document.view.frames.push({ id, title, ...area }),
    },
  };
}

/** A text among the nodes. */
export function addComment(content: Content, area: Area, text = ''): NewNote {
  const id = fresh('comment', content.document.view.comments);
  return {
    note: noteId('comment', id),
    command: {
      name: 'Add a comment',
      apply: ({ document }) => void document.view.comments.push({ id, text, ...area }),
    },
  };
}

function fresh(stem: string, notes: readonly { readonly id: string }[]): string {
  const taken = new Set(notes.map(({ id }) => id));
  return freshName(stem, (name) => taken.has(name));
}
