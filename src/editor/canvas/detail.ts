import { createStore } from 'zustand/vanilla';

/** A drawing with more nodes than this is drawn with less detail from afar, and only as far as it is in view. */
const MANY = 120;
/** Below this zoom ports and wires are too small to be met by the pointer. */
const AFAR = 0.35;

export const isMany = (nodes: number): boolean => nodes > MANY;

/** Whether cards are drawn as titles and all wires as one picture: many things, seen from afar. */
export const isSimple = (nodes: number, zoom: number): boolean => isMany(nodes) && zoom < AFAR;

interface Detail {
  readonly simple: boolean;
  /** What is out of view is drawn as well, for a picture of all. */
  readonly whole: boolean;
}

/** Follows the canvas; apart from React, so that the view can move without the cards hearing of it. */
export const detailStore = createStore<Detail>()(() => ({ simple: false, whole: false }));
