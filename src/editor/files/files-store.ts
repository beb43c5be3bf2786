import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { emptyDocument } from '../../document/empty.ts';
import { serializeDocument } from '../../document/serialize.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { EditorStore } from '../store/editor-store.ts';
import type { SaveStatus } from './autosave.ts';
import { download, fileName } from './download.ts';
import { readFile, type ReadableFile } from './read-file.ts';

export interface FilesState {
  readonly status: SaveStatus;
  /** Why autosave does not work, while it does not. */
  readonly storageProblem: Diagnostic | null;
  /** A file that could not be opened, until the person has read why. */
  readonly refused: {
    readonly name: string;
    readonly diagnostics: readonly Diagnostic[];
    /** What could not be read, where it exists nowhere else than in this browser. */
    readonly text?: string;
  } | null;

  create(): void;
  open(file: ReadableFile & { readonly name: string }): Promise<void>;
  save(): void;
  /** Shows why something could not be opened. */
  refuse(name: string, diagnostics: readonly Diagnostic[], text?: string): void;
  /** Hands what could not be read to the browser as a file. */
  rescue(): void;
  dismiss(): void;
  reportStatus(status: SaveStatus, problem: Diagnostic | null): void;
}

export type FilesStore = StoreApi<FilesState>;

/** New, open and save, and how autosave fares. Opening is an edit like others: undo brings the old drawing back. */
export function createFilesStore(
  editor: EditorStore,
  openDocument: (document: UnlabelDocument) => void,
): FilesStore {
  return createStore<FilesState>()((set, get) => ({
    status: 'saved',
    storageProblem: null,
    refused: null,
    create: () => openDocument(emptyDocument()),
    open: async (file) => {
      const read = await readFile(file);
      if (!read.ok) return get().refuse(file.name, read.problems);
      openDocument(read.value);
    },
    save: () => {
      const { document } = editor.getState().content;
      download(fileName(document), serializeDocument(document));
    },
    refuse: (name, diagnostics, text) =>
      set({ refused: { name, diagnostics, ...(text === undefined ? {} : { text }) } }),
    rescue: () => {
      const text = get().refused?.text;
      if (text !== undefined) download('last-visit.unlabel.json', text);
    },
    dismiss: () => set({ refused: null }),
    reportStatus: (status, storageProblem) =>
      set(status === 'saving' ? { status } : { status, storageProblem }),
  }));
}
