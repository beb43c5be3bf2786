import { createStore } from 'zustand/vanilla';

/** Whether the gallery stands before the window. */
export const galleryDialog = createStore<{ readonly open: boolean }>()(() => ({ open: false }));
