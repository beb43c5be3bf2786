import { galleryDialog } from '../gallery/gallery-dialog.ts';
import type { Action } from './action.ts';

export const GALLERY_ACTIONS: readonly Action[] = [
  {
    id: 'file.gallery',
    title: 'New from a method…',
    section: 'File',
    keys: ['Mod+Shift+O'],
    run: () => galleryDialog.setState({ open: true }),
  },
];
