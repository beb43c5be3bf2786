import { openDialog } from '../dialogs/dialogs.ts';
import type { Action } from './action.ts';

/** Pages of their own, beside the editor; the drawing stays open. */
function openPage(page: string): void {
  window.open(new URL(page, document.baseURI), '_blank', 'noopener');
}

export const HELP_ACTIONS: readonly Action[] = [
  {
    id: 'help.shortcuts',
    title: 'Keyboard shortcuts…',
    section: 'Help',
    keys: ['?'],
    run: () => openDialog({ kind: 'shortcuts' }),
  },
  {
    id: 'help.check',
    title: 'Check this device ↗',
    section: 'Help',
    run: () => openPage('check.html'),
  },
  {
    id: 'help.bench',
    title: 'Benchmark this browser ↗',
    section: 'Help',
    run: () => openPage('bench.html'),
  },
  {
    id: 'help.about',
    title: 'About Unlabel…',
    section: 'Help',
    run: () => openDialog({ kind: 'about' }),
  },
];
