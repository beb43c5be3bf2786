import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { serializeDocument } from '../../document/serialize.ts';
import type { EditorStore } from '../store/editor-store.ts';
import type { DrawingStorage } from './drawing-storage.ts';

export type SaveStatus = 'saved' | 'saving' | 'failed';

/** How long edits rest before they are saved. */
const REST_MS = 400;

/** Why saving did not work, as a person is told it. */
export function storageProblem(error: unknown): Diagnostic {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return diagnose('DOC_STORAGE_FULL', {});
  const detail = error instanceof Error && error.message ? error.message : 'this browser keeps nothing';
  return diagnose('DOC_STORAGE_FAILED', { detail });
}

export interface Autosave {
  /** Saves at once what is not saved yet. */
  flush(): Promise<void>;
  stop(): void;
}

/** Saves the drawing a moment after every edit, one write at a time, and reports how it goes. */
export function startAutosave(
  store: EditorStore,
  storage: DrawingStorage,
  report: (status: SaveStatus, problem: Diagnostic | null) => void,
): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();
  let saved = store.getState().content;

  const write = async () => {
    const { content } = store.getState();
    if (content === saved) return;
    try {
      await storage.save({ text: serializeDocument(content.document), preset: content.preset });
      saved = content;
      report(store.getState().content === content ? 'saved' : 'saving', null);
    } catch (error) {
      report('failed', storageProblem(error));
    }
  };
  const flush = () => {
    clearTimeout(timer);
    writing = writing.then(write);
    return writing;
  };
  const unsubscribe = store.subscribe((state, before) => {
    if (state.content === before.content) return;
    report('saving', null);
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), REST_MS);
  });
  return {
    flush,
    stop: () => {
      clearTimeout(timer);
      unsubscribe();
    },
  };
}
