import type { Positions } from '../commands/move-nodes.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A port as it stands on its card, from the card's corner. */
export interface MeasuredPort extends Point {
  readonly name: string;
  readonly side: 'left' | 'right' | 'top' | 'bottom';
}

/** A card as it is drawn. */
export interface MeasuredNode extends Point {
  readonly width: number;
  readonly height: number;
  readonly ports: readonly MeasuredPort[];
}

/** What only the canvas knows: where the pointer is, how large cards have become. Points are the drawing's. */
export interface CanvasView {
  /** Null while the pointer is elsewhere. */
  readonly pointer: () => Point | null;
  /** The middle of what is in view. */
  readonly middle: () => Point;
  /** Nodes, frames and comments by id. */
  readonly nodes: () => ReadonlyMap<string, MeasuredNode>;
  /** Shows nodes on their way from where they were to where they are, where motion is welcome; then goes on. */
  readonly glide: (from: Positions, then: () => void) => void;
  /** Says something beside the pointer, or in the middle of the canvas. */
  readonly say: (message: string) => void;
}

let current: CanvasView | null = null;

/** The canvas of the window; null before it has been drawn. */
export function canvasView(): CanvasView | null {
  return current;
}

/** Makes a canvas the window's until the function that comes back is called. */
export function showsCanvas(view: CanvasView): () => void {
  current = view;
  return () => {
    if (current === view) current = null;
  };
}
