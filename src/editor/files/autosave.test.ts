import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import { setMeta } from '../commands/set-meta.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import { startAutosave, type SaveStatus } from './autosave.ts';
import type { DrawingStorage, StoredDrawing } from './drawing-storage.ts';

function open(save: (drawing: StoredDrawing) => Promise<void>) {
  const store = createEditorStore({ document: smallDocument(), preset: 'browser' });
  const reports: { status: SaveStatus; problem: Diagnostic | null }[] = [];
  const storage: DrawingStorage = {
    load: () => Promise.resolve(undefined),
    save,
    setAside: () => Promise.reject(),
  };
  startAutosave(store, storage, (status, problem) => reports.push({ status, problem }));
  return { store, reports };
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
});
