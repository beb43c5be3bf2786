import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import { setMeta } from '../commands/set-meta.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import { startAutosave, type SaveStatus } from './autosave.ts';
import type { DrawingStorage, StoredDrawing } from './drawing-storage.ts';
import { unsavedMark } from './unsaved-mark.ts';

function open(save: (drawing: StoredDrawing) => Promise<void>, mayWrite = () => true) {
  const store = createEditorStore({ document: smallDocument(), preset: 'browser' });
  const reports: { status: SaveStatus; problem: Diagnostic | null }[] = [];
  const storage: DrawingStorage = {
    load: () => Promise.resolve(undefined),
    save,
    setAside: () => Promise.reject(),
  };
  const kept = new Map<string, string>();
  const mark = unsavedMark(
    {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    () => 'slot',
  );
  const autosave = startAutosave(store, storage, (status, problem) => reports.push({ status, problem }), {
    mark,
    mayWrite,
  });
  return { store, reports, mark, autosave };
}

describe('autosave', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('saves once after a series of edits, a document that can be opened again', async () => {
    const save = vi.fn<(drawing: StoredDrawing) => Promise<void>>(() => Promise.resolve());
    const { store, reports } = open(save);
    for (const title of ['a', 'ab', 'abc']) store.getState().run(setMeta('title', title));
    await vi.runAllTimersAsync();
    expect(save).toHaveBeenCalledTimes(1);
    const { text, preset } = save.mock.calls[0]![0];
    const parsed = parseDocument(text);
    expect(parsed.ok && parsed.value).toEqual(store.getState().content.document);
    expect(preset).toBe('browser');
    expect(reports.at(-1)).toEqual({ status: 'saved', problem: null });
  });

  it('says when there is no room, and saves again with the next edit', async () => {
    let full = true;
    const { store, reports } = open(() =>
      full ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : Promise.resolve(),
    );
    store.getState().run(setMeta('title', 'one'));
    await vi.runAllTimersAsync();
    expect(reports.at(-1)?.problem?.code).toBe('DOC_STORAGE_FULL');
    full = false;
    store.getState().run(setMeta('title', 'two'));
    await vi.runAllTimersAsync();
    expect(reports.at(-1)).toEqual({ status: 'saved', problem: null });
  });

  it('names other failures', async () => {
    const { store, reports } = open(() => Promise.reject(new Error('forbidden')));
    store.getState().run(setMeta('title', 'one'));
    await vi.runAllTimersAsync();
    expect(reports.at(-1)?.problem?.code).toBe('DOC_STORAGE_FAILED');
    expect(reports.at(-1)?.problem?.message).toContain('forbidden');
  });

  it('an edit is marked as unsaved until it is saved; a page that is left leaves the drawing with the mark', async () => {
    const { store, mark, autosave } = open(() => Promise.resolve());
    expect(mark.read()).toBeNull();
    store.getState().run(setMeta('title', 'one'));
    expect(mark.read()).toBe(true);
    autosave.leave();
    const left = mark.read();
    expect(left !== true && left && parseDocument(left.text)).toMatchObject({
      value: store.getState().content.document,
    });
    await vi.runAllTimersAsync();
    expect(mark.read()).toBeNull();
    autosave.leave();
    expect(mark.read()).toBeNull();
  });

  it('the mark stays as long as saving fails', async () => {
    const { store, mark } = open(() => Promise.reject(new DOMException('full', 'QuotaExceededError')));
    store.getState().run(setMeta('title', 'one'));
    await vi.runAllTimersAsync();
    expect(mark.read()).toBe(true);
  });

  it('a tab that does not have the drawing saves nothing and marks nothing, and all of it once it has', async () => {
    let has = false;
    const save = vi.fn<(drawing: StoredDrawing) => Promise<void>>(() => Promise.resolve());
    const { store, reports, mark, autosave } = open(save, () => has);
    store.getState().run(setMeta('title', 'one'));
    autosave.leave();
    await autosave.flush();
    await vi.runAllTimersAsync();
    expect(save).not.toHaveBeenCalled();
    expect(mark.read()).toBeNull();
    expect(reports.at(-1)?.status).toBe('paused');
    has = true;
    await autosave.renew();
    expect(save.mock.calls[0]?.[0].text).toContain('"one"');
    expect(reports.at(-1)?.status).toBe('saved');
  });
});
