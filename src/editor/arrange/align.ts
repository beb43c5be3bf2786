import type { Positions } from '../commands/move-nodes.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Edge = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';
export type Axis = 'horizontal' | 'vertical';

/** Where boxes stand once they are flush: with the outermost edge, or on the middle of all of them. */
export function align(boxes: ReadonlyMap<string, Box>, edge: Edge): Positions {
  const across = edge === 'left' || edge === 'centre' || edge === 'right';
  const spans = [...boxes].map(([id, box]) => ({
    id,
    box,
    ...spanOf(box, across ? 'horizontal' : 'vertical'),
  }));
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.start + span.size));
  const place = ({ size }: { size: number }) => {
    if (edge === 'left' || edge === 'top') return start;
    return edge === 'right' || edge === 'bottom' ? end - size : (start + end - size) / 2;
  };
  return Object.fromEntries(
    spans.map((span) => {
      const at = Math.round(place(span));
      return [span.id, across ? { x: at, y: span.box.y } : { x: span.box.x, y: at }];
    }),
  );
}

/** Where boxes stand with equal gaps between them; the outermost two stay. Less than three stay as they are. */
export function distribute(boxes: ReadonlyMap<string, Box>, axis: Axis): Positions {
  const spans = [...boxes].map(([id, box]) => ({ id, box, ...spanOf(box, axis) }));
  if (spans.length < 3) return {};
  spans.sort((a, b) => a.start + a.size / 2 - (b.start + b.size / 2));
  const [first, last] = [spans[0]!, spans.at(-1)!];
  const sizes = spans.reduce((sum, { size }) => sum + size, 0);
  const gap = (last.start + last.size - first.start - sizes) / (spans.length - 1);
  let at = first.start;
  return Object.fromEntries(
    spans.map(({ id, box, size }) => {
      const place = Math.round(at);
      at += size + gap;
      return [id, axis === 'horizontal' ? { x: place, y: box.y } : { x: box.x, y: place }];
    }),
  );
}

function spanOf(box: Box, axis: Axis): { start: number; size: number } {
  return axis === 'horizontal' ? { start: box.x, size: box.width } : { start: box.y, size: box.height };
}
