import type { Box } from './nearest-node.ts';

/** A card that has not been measured yet. */
export const CARD = { width: 190, height: 150 };

interface Measured {
  readonly id: string;
  readonly position: { readonly x: number; readonly y: number };
  readonly measured?: { readonly width?: number; readonly height?: number };
}

/** Where cards are and how large. */
export function boxesOf(nodes: readonly Measured[]): readonly Box[] {
  return nodes.map(({ id, position, measured }) => ({
    id,
    x: position.x,
    y: position.y,
    width: measured?.width ?? CARD.width,
    height: measured?.height ?? CARD.height,
  }));
}
