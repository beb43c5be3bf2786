import { useStore } from '@xyflow/react';
import { useState } from 'react';
import type { Point } from '../canvas/wire-path.ts';
import { useEditor } from '../editor-context.tsx';

const NONE: readonly Point[] = [];

/** A point in the hand: where it is now, and from where it was taken. */
export interface HeldPoint {
  readonly index: number;
  readonly at: Point;
}

/**
 * The points that a wire is drawn through: those of the document, with the one in the hand where it is now. While both
 * ends of the wire are dragged together, the points go along, as they will when the ends are let go.
 */
export function useWirePoints(id: string, source: string, target: string) {
  const kept = useEditor((state) => state.content.document.view.waypoints[id] ?? NONE);
  const positions = useEditor((state) => state.content.document.view.positions);
  const [held, hold] = useState<HeldPoint | null>(null);
  const shift = useStore(({ nodeLookup }) => {
    if (kept.length === 0) return '0,0';
    const [a, b] = [source, target].map((node) => {
      const [now, before] = [nodeLookup.get(node)?.position, positions[node]];
      return now && before ? `${now.x - before.x},${now.y - before.y}` : '0,0';
    });
    return a === b ? a! : '0,0';
  });
  const [dx, dy] = shift.split(',').map(Number) as [number, number];
  const moved = dx === 0 && dy === 0 ? kept : kept.map(({ x, y }) => ({ x: x + dx, y: y + dy }));
  const points = held && held.index < moved.length ? moved.with(held.index, held.at) : moved;
  return { kept, points, hold };
}
