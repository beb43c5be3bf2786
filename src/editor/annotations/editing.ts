import { createStore } from 'zustand/vanilla';

/** The frame or comment whose text is being written in its place on the canvas. */
export const editing = createStore<{ readonly note: string | null }>()(() => ({ note: null }));

export function startEditing(note: string): void {
  editing.setState({ note });
}

export function stopEditing(): void {
  editing.setState({ note: null });
}
