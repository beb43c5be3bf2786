import { currentTheme, toggleTheme } from '../theme/theme.ts';
import { gradientView, toggleGradientView } from '../gradient/gradient-view.ts';
import { labTab } from '../lab/lab-tab.ts';
import { openDialog } from '../dialogs/dialogs.ts';
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
    id: 'view.code',
    title: 'Code',
    section: 'View',
    keys: ['P'],
    run: ({ window }) => {
      labTab.setState({ tab: 'code' });
      window.panels.lab.show();
    },
  },
  {
    id: 'view.compare',
    title: 'Compare drawings…',
    section: 'View',
    run: () => openDialog({ kind: 'compare' }),
  },
  {
    id: 'view.fit',
    title: 'Fit drawing',
    section: 'View',
    keys: ['F'],
    run: ({ services }) => services.store.getState().fitView(),
  },
  {
    id: 'view.fitSelection',
    title: 'Zoom to selection',
    section: 'View',
    keys: ['.'],
    enabled: ({ services }) => {
      const { nodes, edges, notes = [] } = services.store.getState().selection;
      return nodes.length + edges.length + notes.length > 0;
    },
    run: ({ services }) => services.store.getState().fitSelection(),
  },
  {
    id: 'view.zoomIn',
    title: 'Zoom in',
    section: 'View',
    keys: ['Plus', '='],
    run: ({ services }) => services.store.getState().zoom({ by: 1.25 }),
  },
  {
    id: 'view.zoomOut',
    title: 'Zoom out',
    section: 'View',
    keys: ['-'],
    run: ({ services }) => services.store.getState().zoom({ by: 1 / 1.25 }),
  },
  {
    id: 'view.zoomNatural',
    title: 'Zoom to 100 %',
    section: 'View',
    keys: ['0'],
    run: ({ services }) => services.store.getState().zoom({ to: 1 }),
  },
  {
    id: 'view.gradient',
    title: 'Gradient flow',
    section: 'View',
    keys: ['G'],
    checked: () => gradientView.getState().shown,
    run: toggleGradientView,
  },
  {
    id: 'view.otherSamples',
    title: 'Other samples',
    section: 'View',
    run: ({ services }) => services.samples.getState().drawOthers(),
  },
  {
    id: 'view.darkTheme',
    title: 'Dark theme',
    section: 'View',
    checked: () => currentTheme() === 'dark',
    run: toggleTheme,
  },
];
