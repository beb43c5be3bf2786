import { currentTheme, toggleTheme } from '../theme/theme.ts';
import type { Action } from './action.ts';

export const VIEW_ACTIONS: readonly Action[] = [
  {
    id: 'view.library',
    title: 'Library',
    section: 'View',
    checked: ({ window }) => window.panels.library.open,
    run: ({ window }) => window.panels.library.toggle(),
  },
  {
    id: 'view.inspector',
    title: 'Inspector',
    section: 'View',
    checked: ({ window }) => window.panels.inspector.open,
    run: ({ window }) => window.panels.inspector.toggle(),
  },
  {
    id: 'view.lab',
    title: 'Lab',
    section: 'View',
    checked: ({ window }) => window.panels.lab.open,
    run: ({ window }) => window.panels.lab.toggle(),
  },
  {
    id: 'view.fit',
    title: 'Fit drawing',
    section: 'View',
    keys: ['F'],
    run: ({ services }) => services.store.getState().fitView(),
  },
  {
    id: 'view.darkTheme',
    title: 'Dark theme',
    section: 'View',
    checked: () => currentTheme() === 'dark',
    run: toggleTheme,
  },
];
