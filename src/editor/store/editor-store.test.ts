import { describe, expect, it } from 'vitest';
import { addFrame } from '../commands/add-note.ts';
import { deleteElements } from '../commands/delete-elements.ts';
import { createEditorStore } from './editor-store.ts';
import { smallDocument } from './small-document.ts';

const open = () => createEditorStore({ document: smallDocument(), preset: null });

describe('editor store', () => {
  it('drops deleted elements from the selection and keeps the rest', () => {
    const store = open();
    store.getState().select({ nodes: ['images', 'loss'], edges: ['images.images->encoder.images'] });
    store.getState().run(deleteElements(['images'], []));
    expect(store.getState().selection).toEqual({ nodes: ['loss'], edges: [] });
  });

  it('fits the selection with the ends of selected wires, each once, and nothing where nothing is selected', () => {
    const store = open();
    const { view } = store.getState();
    store.getState().fitSelection();
    expect(store.getState().view).toBe(view);
    store.getState().select({
      nodes: ['images'],
      edges: ['images.images->encoder.images'],
      notes: ['frame:a'],
    });
    store.getState().fitSelection();
    expect(store.getState().view).toEqual({
      serial: 1,
      node: null,
      elements: ['images', 'frame:a', 'encoder'],
    });
    store.getState().zoom({ to: 1 });
    expect(store.getState().view).toEqual({ serial: 2, node: null, zoom: { to: 1 } });
  });

  it('deselects a frame that is undone', () => {
    const store = open();
    const { command, note } = addFrame(store.getState().content, { x: 0, y: 0, width: 100, height: 100 });
    store.getState().run(command);
    store.getState().select({ nodes: ['loss'], edges: [], notes: [note] });
    store.getState().undo();
    expect(store.getState().selection).toEqual({ nodes: ['loss'], edges: [] });
  });

  it('selects and asks for a node in view, and ignores unknown ones', () => {
    const store = open();
    store.getState().focusNode('loss');
    expect(store.getState().selection.nodes).toEqual(['loss']);
    const { view } = store.getState();
    expect(view.node).toBe('loss');
    store.getState().focusNode('nowhere');
    expect(store.getState().view).toBe(view);
  });
});
