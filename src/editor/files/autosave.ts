import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { serializeDocument } from '../../document/serialize.ts';
import type { Content } from '../store/content.ts';
import type { EditorStore } from '../store/editor-store.ts';
import type { DrawingStorage, StoredDrawing } from './drawing-storage.ts';
import { NO_MARK, type UnsavedMark } from './unsaved-mark.ts';

/** `paused`: another tab saves this drawing. */
export type SaveStatus = 'saved' | 'saving' | 'failed' | 'paused';

/** How long edits rest before they are saved. */
const REST_MS = 400;

/** Why saving did not work, as a person is told it. */
export function storageProblem(error: unknown): Diagnostic {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return diagnose('DOC_STORAGE_FULL', {});
  const detail = error instanceof Error && error.message ? error.message : 'this browser keeps nothing';
  return diagnose('DOC_STORAGE_FAILED', { detail });
}

export function storedDrawing({ document, preset }: Content): StoredDrawing {
  return { text: serializeDocument(document), preset };
}

export interface Autosave {
  /** Saves at once what is not saved yet. */
  flush(): Promise<void>;
  /** Saves the whole drawing, whatever has been saved before: where it is kept has changed. */
  renew(): Promise<void>;
  /** The page may end now: leaves what is not saved where there is time to. */
  leave(): void;
  stop(): void;
}

interface Circumstances {
  readonly mark?: UnsavedMark;
  /** Whether this tab is the one that saves the drawing. */
  readonly mayWrite?: () => boolean;
}

/** Saves the drawing a moment after every edit, one write at a time, and reports how it goes. */
export function startAutosave(
  store: EditorStore,
  storage: DrawingStorage,
  report: (status: SaveStatus, problem: Diagnostic | null) => void,
  { mark = NO_MARK, mayWrite = () => true }: Circumstances = {},
): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();
  let saved: Content | null = store.getState().content;

  const write = async () => {
    const { content } = store.getState();
    if (!mayWrite()) return report('paused', null);
    if (content === saved) return;
    try {
      await storage.save(storedDrawing(content));
      saved = content;
      const upToDate = store.getState().content === content;
      if (upToDate) mark.clear();
      report(upToDate ? 'saved' : 'saving', null);
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
    if (!mayWrite()) return report('paused', null);
    if (before.content === saved) mark.set(true);
    report('saving', null);
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), REST_MS);
  });
  return {
    flush,
    renew: () => {
      saved = null;
      return flush();
    },
    leave: () => {
      const { content } = store.getState();
      if (mayWrite() && content !== saved) mark.set(storedDrawing(content));
    },
    stop: () => {
      clearTimeout(timer);
      unsubscribe();
    },
  };
}
