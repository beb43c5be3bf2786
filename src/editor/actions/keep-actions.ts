import { graphOf } from '../store/content.ts';
import type { Action, ActionContext } from './action.ts';

const drawn = ({ services }: ActionContext): boolean =>
  graphOf(services.store.getState().content).nodes.length > 0;

/** To keep the drawing as it is, and to give it away. */
export const KEEP_ACTIONS: readonly Action[] = [
  {
    id: 'file.snapshots',
    title: 'Snapshots…',
    section: 'File',
    keys: ['Mod+Alt+S'],
    whileTyping: true,
    run: ({ files }) => files.getState().show('snapshots'),
  },
  {
    id: 'file.shareLink',
    title: 'Share as a link…',
    section: 'File',
    run: ({ files }) => files.getState().show('share'),
  },
  {
    id: 'file.exportPng',
    title: 'Export as PNG',
    section: 'File',
    enabled: drawn,
    run: ({ files }) => files.getState().draw('png'),
  },
  {
    id: 'file.exportSvg',
    title: 'Export as SVG',
    section: 'File',
    enabled: drawn,
    run: ({ files }) => files.getState().draw('svg'),
  },
];
