import type { Action } from './action.ts';
import { GALLERY_ACTIONS } from './gallery-actions.ts';
import { KEEP_ACTIONS } from './keep-actions.ts';

export const FILE_ACTIONS: readonly Action[] = [
  {
    id: 'file.new',
    title: 'New drawing',
    section: 'File',
    run: ({ files }) => files.getState().create(),
  },
  ...GALLERY_ACTIONS,
  {
    id: 'file.open',
    title: 'Open…',
    section: 'File',
    keys: ['Mod+O'],
    whileTyping: true,
    run: ({ window }) => window.pickFile(),
  },
  {
    id: 'file.save',
    title: 'Save to file',
    section: 'File',
    keys: ['Mod+S'],
    whileTyping: true,
    run: ({ files }) => void files.getState().save(),
  },
  {
    id: 'file.saveAs',
    title: 'Save to another file…',
    section: 'File',
    keys: ['Mod+Shift+S'],
    whileTyping: true,
    run: ({ files }) => void files.getState().saveAs(),
  },
  ...KEEP_ACTIONS,
];
