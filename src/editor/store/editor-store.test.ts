import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Compilation } from '../../compiler/compilation.ts';
import { addFrame } from '../commands/add-note.ts';
import { deleteElements } from '../commands/delete-elements.ts';
import { moveNodes } from '../commands/move-nodes.ts';
import { setParam } from '../commands/set-param.ts';
import { createEditorStore } from './editor-store.ts';
import { keepCompiled } from './keep-compiled.ts';
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

describe('keepCompiled', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const nothing: Compilation = {
    diagnostics: [],
    wires: new Map(),
    gradient: { edges: new Map(), weights: new Map() },
    parameters: new Map(),
    program: null,
  };

  it('compiles once for many edits, and not at all for a move or a frame', () => {
    const store = open();
    const compile = vi.fn(() => nothing);
    const { stop } = keepCompiled(store, compile);
    expect(compile).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(compile).toHaveBeenCalledTimes(1);
    for (const value of [0.1, 0.2, 0.3]) store.getState().run(setParam('loss', 'temperature', value));
    vi.runAllTimers();
    expect(compile).toHaveBeenCalledTimes(2);
    store.getState().run(moveNodes({ loss: { x: 1, y: 2 } }));
    vi.runAllTimers();
    expect(compile).toHaveBeenCalledTimes(2);
    const { command } = addFrame(store.getState().content, { x: 0, y: 0, width: 100, height: 100 });
    store.getState().run(command);
    vi.runAllTimers();
    expect(compile).toHaveBeenCalledTimes(2);
    stop();
    store.getState().run(setParam('loss', 'temperature', 1));
    vi.runAllTimers();
    expect(compile).toHaveBeenCalledTimes(2);
  });

  it('compiles at once what is about to be used, and only once', () => {
    const store = open();
    const compile = vi.fn(() => nothing);
    const { now, stop } = keepCompiled(store, compile);
    now();
    store.getState().run(setParam('loss', 'temperature', 0.7));
    now();
    expect(compile).toHaveBeenCalledTimes(2);
    now();
    vi.runAllTimers();
    expect(compile).toHaveBeenCalledTimes(2);
    stop();
  });
});
