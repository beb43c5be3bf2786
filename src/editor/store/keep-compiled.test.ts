import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Steps } from '../../base/steps.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import { addFrame } from '../commands/add-note.ts';
import { moveNodes } from '../commands/move-nodes.ts';
import { setParam } from '../commands/set-param.ts';
import { createEditorStore } from './editor-store.ts';
import { keepCompiled } from './keep-compiled.ts';
import { smallDocument } from './small-document.ts';

const open = () => createEditorStore({ document: smallDocument(), preset: null });

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
  function* compileNothing(): Steps<Compilation> {
    yield;
    return { ...nothing };
  }

  it('compiles once for many edits, and not at all for a move or a frame', () => {
    const store = open();
    const compile = vi.fn(compileNothing);
    const { now, stop } = keepCompiled(store, compile);
    vi.runAllTimers();
    expect(compile).not.toHaveBeenCalled();
    now();
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

  it('compiles what is there at first in tasks, unless someone needs it sooner', async () => {
    const store = open();
    const compile = vi.fn(compileNothing);
    const { inTasks, now, stop } = keepCompiled(store, compile);
    await inTasks();
    expect(store.getState().compilation).toEqual(nothing);
    await inTasks();
    now();
    expect(compile).toHaveBeenCalledTimes(1);

    store.getState().run(setParam('loss', 'temperature', 0.7));
    const compiling = inTasks();
    now();
    const { compilation } = store.getState();
    await compiling;
    expect(store.getState().compilation).toBe(compilation);
    expect(compile).toHaveBeenCalledTimes(3);

    store.getState().run(setParam('loss', 'temperature', 0.8));
    const early = inTasks();
    store.getState().run(setParam('loss', 'temperature', 0.9));
    await early;
    vi.runAllTimers();
    expect(compile).toHaveBeenCalledTimes(5);
    stop();
  });

  it('compiles at once what is about to be used, and only once', () => {
    const store = open();
    const compile = vi.fn(compileNothing);
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
