import { createStore } from 'zustand/vanilla';

/** Where in the window the menu of the selected nodes is open. */
export const nodeMenu = createStore<{ readonly at: { readonly x: number; readonly y: number } | null }>()(
  () => ({ at: null }),
);
