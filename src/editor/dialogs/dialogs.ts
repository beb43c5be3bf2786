import { createStore } from 'zustand/vanilla';

export type OpenDialog =
  /** The command palette: everything that can be done, or the nodes of the drawing alone. */
  | { readonly kind: 'commands'; readonly scope: 'all' | 'drawing' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'compare' }
  | { readonly kind: 'about' };

/** Which dialog is open; only one can be. */
export const dialogs = createStore<{ readonly open: OpenDialog | null }>()(() => ({ open: null }));

export function openDialog(dialog: OpenDialog): void {
  dialogs.setState({ open: dialog });
}

export function closeDialog(): void {
  dialogs.setState({ open: null });
}
