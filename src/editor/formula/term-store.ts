import { createStore } from 'zustand/vanilla';

/** The node under the pointer, on the canvas or as a term of the formula: both sides show it. */
export const termStore = createStore<{ readonly node: string | null }>()(() => ({ node: null }));

export function pointAt(node: string | null): void {
  if (termStore.getState().node !== node) termStore.setState({ node });
}
