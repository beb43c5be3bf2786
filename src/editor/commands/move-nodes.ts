import type { Draft } from 'immer';
import { findNote, isNote } from '../annotations/note-id.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { Command } from './command.ts';
import { carryWaypoints } from './follow-wires.ts';

export type Positions = Readonly<Record<string, { readonly x: number; readonly y: number }>>;

/**
 * Moves nodes, frames and comments; points of wires whose both ends move go along. Keyboard moves pass `merge`, so that a series of key presses is one step.
 */
export function moveNodes(positions: Positions, merge?: string): Command {
  const ids = Object.keys(positions);
  return {
    name: moveName(ids),
    ...(merge === undefined ? {} : { merge }),
    apply: ({ document }) => {
      const { view } = document;
      const moved = Object.entries(positions).flatMap(([id, { x, y }]) => {
        const before = view.positions[id];
        return before ? [[id, { x: x - before.x, y: y - before.y }] as const] : [];
      });
      carryWaypoints(view, new Map(moved));
      for (const [id, { x, y }] of Object.entries(positions)) move(view, id, x, y);
    },
  };
}

function move(view: Draft<UnlabelDocument>['view'], id: string, x: number, y: number): void {
  if (isNote(id)) {
    const note = findNote(view, id);
    if (note) Object.assign(note, { x, y });
    return;
  }
  const before = view.positions[id];
  if (before?.x !== x || before.y !== y) view.positions[id] = { x, y };
}

function moveName(ids: readonly string[]): string {
  const [frame] = ids.filter((id) => id.startsWith('frame:'));
  if (frame !== undefined) return ids.length === 1 ? 'Move a frame' : 'Move a frame and what is in it';
  if (ids.length !== 1) return `Move ${ids.length} nodes`;
  return isNote(ids[0]!) ? 'Move a comment' : `Move ${ids[0]}`;
}
