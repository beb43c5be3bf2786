import { createStore } from 'zustand/vanilla';

/** The wire a node is held over, and whether it goes there. */
export interface WireTarget {
  readonly edge: string | null;
  readonly takes: boolean;
  /** Node type in the hand: what is dragged over a page is secret until it is dropped. */
  readonly carried: string | null;
}

export const wireTarget = createStore<WireTarget>()(() => ({ edge: null, takes: false, carried: null }));

/** The id of the wire at a point of the window, though a card may lie over it. */
export function wireAt(x: number, y: number): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const edge = element.closest('.react-flow__edge')?.getAttribute('data-id');
    if (edge) return edge;
  }
  return null;
}
