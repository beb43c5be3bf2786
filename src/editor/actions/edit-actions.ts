import { edgeId } from '../../document/schema.ts';
import { noteIds } from '../annotations/note-id.ts';
import { graphOf } from '../store/content.ts';
import { NOTHING_SELECTED } from '../store/editor-store.ts';
import type { Action } from './action.ts';

export const EDIT_ACTIONS: readonly Action[] = [
  {
    id: 'edit.undo',
    title: 'Undo',
    section: 'Edit',
    keys: ['Mod+Z'],
    enabled: ({ services }) => services.store.getState().history.past.length > 0,
    run: ({ services }) => services.store.getState().undo(),
  },
  {
    id: 'edit.redo',
    title: 'Redo',
    section: 'Edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    enabled: ({ services }) => services.store.getState().history.future.length > 0,
    run: ({ services }) => services.store.getState().redo(),
  },
  {
    id: 'edit.history',
    title: 'History…',
    section: 'Edit',
    keys: ['Mod+Shift+H'],
    enabled: ({ services }) => {
      const { past, future } = services.store.getState().history;
      return past.length + future.length > 0;
    },
    run: ({ files }) => files.getState().show('history'),
  },
  {
    id: 'edit.selectAll',
    title: 'Select all',
    section: 'Edit',
    keys: ['Mod+A'],
    run: ({ services }) => {
      const { content, select } = services.store.getState();
      const graph = graphOf(content);
      select({
        nodes: graph.nodes.map(({ id }) => id),
        edges: graph.edges.map(edgeId),
        notes: noteIds(content.document.view),
      });
    },
  },
  {
    id: 'edit.deselect',
    title: 'Deselect',
    section: 'Edit',
    keys: ['Escape'],
    run: ({ services }) => services.store.getState().select(NOTHING_SELECTED),
  },
];
