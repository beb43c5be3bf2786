import { createStore } from 'zustand/vanilla';

/** Whether wires show where gradient flows, and cards what becomes of their weights. */
export const gradientView = createStore<{ readonly shown: boolean }>()(() => ({ shown: false }));

export function toggleGradientView(): void {
  gradientView.setState(({ shown }) => ({ shown: !shown }));
}
