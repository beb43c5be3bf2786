import { createStore } from 'zustand/vanilla';

/** L2 norms of the gradient of the loss with respect to what travels on wires, by their ids on the canvas. */
export const gradientNorms = createStore<Readonly<Record<string, number>>>()(() => ({}));
