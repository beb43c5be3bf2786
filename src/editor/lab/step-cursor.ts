import { createStore } from 'zustand/vanilla';

/** The step under the pointer in any chart of the lab; null where it is over none. Pictures over time show that step. */
export const stepCursor = createStore<{ readonly step: number | null }>()(() => ({ step: null }));
