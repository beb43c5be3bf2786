import { openDialog } from '../dialogs/dialogs.ts';
import type { Action } from './action.ts';

export const FIND_ACTIONS: readonly Action[] = [
  {
    id: 'view.commands',
    title: 'Command palette…',
    section: 'View',
    keys: ['Mod+K'],
    whileTyping: true,
    run: () => openDialog({ kind: 'commands', scope: 'all' }),
  },
  {
    id: 'view.find',
    title: 'Find a node…',
    section: 'View',
    keys: ['Mod+F'],
    whileTyping: true,
    run: () => openDialog({ kind: 'commands', scope: 'drawing' }),
  },
];
