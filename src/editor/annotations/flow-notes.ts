import type { Comment, Frame } from '../../document/schema.ts';
import type { FlowNode } from '../canvas/flow-types.ts';
import type { Content } from '../store/content.ts';
import type { Selection } from '../store/editor-store.ts';
import { noteId, noteText, type NoteKind } from './note-id.ts';

const NO_DATA: Record<string, never> = {};
/** Frames lie behind wires and cards; they are taken hold of by their titles, so that what is in them stays in reach. */
const OF_KIND = {
  frame: { zIndex: -1, dragHandle: '.frame-title' },
  comment: {},
} as const;

/**
 * React Flow's nodes for comments and frames. Smaller frames come after larger ones, so they lie on them. What has not
 * changed stays the same object; what is being dragged or resized stays under the pointer.
 */
export function flowNotes(
  known: ReadonlyMap<string, FlowNode>,
  content: Content,
  selection: Selection,
): FlowNode[] {
  const { frames, comments } = content.document.view;
  const selected = new Set(selection.notes);
  const flowNote = (kind: NoteKind, note: Frame | Comment): FlowNode => {
    const id = noteId(kind, note.id);
    const old = known.get(id);
    const held = old?.dragging || old?.resizing ? old : undefined;
    const next = {
      position: held?.position ?? { x: note.x, y: note.y },
      width: held?.width ?? note.width,
      height: held?.height ?? note.height,
      selected: selected.has(id),
      ariaLabel: `${kind === 'frame' ? 'Frame' : 'Comment'} ${noteText(note) || 'without text'}`,
    };
    const same =
      old &&
      old.position.x === next.position.x &&
      old.position.y === next.position.y &&
      old.width === next.width &&
      old.height === next.height &&
      old.selected === next.selected &&
      old.ariaLabel === next.ariaLabel;
    if (same) return old;
    return { ...(old ?? { id, type: kind, data: NO_DATA, ...OF_KIND[kind] }), ...next };
  };
  const bySize = frames.toSorted((a, b) => b.width * b.height - a.width * a.height);
  return [
    ...comments.map((comment) => flowNote('comment', comment)),
    ...bySize.map((frame) => flowNote('frame', frame)),
  ];
}
