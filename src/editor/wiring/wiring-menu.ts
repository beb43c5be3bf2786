import { createStore } from 'zustand/vanilla';
import type { PortEnd } from './port-end.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

export type WiringMenu =
  | {
      readonly kind: 'node';
      /** Where in the window; beside the selected node or in the middle of the drawing where it is missing. */
      readonly at?: Point;
      /** The port of the drawing that the new node is to be connected to. */
      readonly end?: PortEnd;
    }
  | {
      readonly kind: 'connect';
      readonly node: string;
      /** The port of the node, once it is chosen. */
      readonly end?: PortEnd;
    };

/** The menu that is open on the canvas: of node types, or of ports. */
export const wiringMenu = createStore<{ readonly open: WiringMenu | null }>()(() => ({ open: null }));

export function openWiringMenu(menu: WiringMenu): void {
  wiringMenu.setState({ open: menu });
}

export function closeWiringMenu(): void {
  wiringMenu.setState({ open: null });
}
