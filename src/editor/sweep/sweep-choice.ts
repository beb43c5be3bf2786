import { createStore } from 'zustand/vanilla';

/** Which param (`node.param`) is asked to be swept; null: the one that is proposed. */
export const sweepChoice = createStore<{ readonly param: string | null }>()(() => ({ param: null }));
