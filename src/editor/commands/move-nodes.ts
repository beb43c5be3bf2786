import type { Command } from './command.ts';

export type Positions = Readonly<Record<string, { readonly x: number; readonly y: number }>>;

/** Moves nodes. Keyboard moves pass `merge`, so that a series of key presses is one step. */
export function moveNodes(positions: Positions, merge?: string): Command {
  const ids = Object.keys(positions);
  return {
    name: ids.length === 1 ? `Move ${ids[0]}` : `Move ${ids.length} nodes`,
    ...(merge === undefined ? {} : { merge }),
    apply: ({ document }) => {
      for (const [id, { x, y }] of Object.entries(positions)) {
        const before = document.view.positions[id];
        if (before?.x !== x || before.y !== y) document.view.positions[id] = { x, y };
      }
    },
  };
}
