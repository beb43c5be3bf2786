import type { Comment, Frame, UnlabelDocument } from '../../document/schema.ts';

/** What is drawn around and among the nodes for the reader alone. */
export type NoteKind = 'frame' | 'comment';

/** The id of a frame or comment among all that can be selected. Nodes have no “:” in their ids. */
export function noteId(kind: NoteKind, id: string): string {
  return `${kind}:${id}`;
}

/** What sort of note an id means; null for a node's id. */
export function noteKind(id: string): NoteKind | null {
  if (id.startsWith('frame:')) return 'frame';
  return id.startsWith('comment:') ? 'comment' : null;
}

export function isNote(id: string): boolean {
  return noteKind(id) !== null;
}

/** The frame or comment that an id means, if it is there. Works on drafts too. */
export function findNote(view: UnlabelDocument['view'], note: string): Frame | Comment | undefined {
  const id = note.slice(note.indexOf(':') + 1);
  const kind = noteKind(note);
  if (kind === 'frame') return view.frames.find((frame) => frame.id === id);
  return kind === 'comment' ? view.comments.find((comment) => comment.id === id) : undefined;
}

/** A frame's title, a comment's text. */
export function noteText(note: Frame | Comment): string {
  return 'title' in note ? note.title : note.text;
}

/** Ids of all notes of a drawing. */
export function noteIds({ frames, comments }: UnlabelDocument['view']): string[] {
  return [...frames.map(({ id }) => noteId('frame', id)), ...comments.map(({ id }) => noteId('comment', id))];
}
