import { useEffect } from 'react';
import { edgeId } from '../../document/schema.ts';
import { packSelection, unpackSelection, type PackingServices } from '../composites/packing-actions.ts';
import type { FilesStore } from '../files/files-store.ts';
import { graphOf } from '../store/content.ts';
import { NOTHING_SELECTED } from '../store/editor-store.ts';
import { editsText, shortcutOf } from './shortcuts.ts';

/** Listens for the editor's keys; `pickFile` shows the file picker. */
export function useShortcuts(services: PackingServices, files: FilesStore, pickFile: () => void): void {
  const { store } = services;
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const shortcut = shortcutOf(event, editsText(event.target));
      if (!shortcut) return;
      const editor = store.getState();
      if (shortcut !== 'deselect') event.preventDefault();
      switch (shortcut) {
        case 'undo':
          return editor.undo();
        case 'redo':
          return editor.redo();
        case 'save':
          return files.getState().save();
        case 'open':
          return pickFile();
        case 'fit':
          return editor.fitView();
        case 'pack':
          return packSelection(services);
        case 'unpack':
          return unpackSelection(services);
        case 'deselect':
          return editor.select(NOTHING_SELECTED);
        case 'selectAll': {
          const graph = graphOf(editor.content);
          return editor.select({ nodes: graph.nodes.map(({ id }) => id), edges: graph.edges.map(edgeId) });
        }
      }
    };
    window.addEventListener('keydown', act);
    return () => window.removeEventListener('keydown', act);
  }, [services, store, files, pickFile]);
}
