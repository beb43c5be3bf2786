import { createStore, type StoreApi } from 'zustand/vanilla';
import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { emptyDocument } from '../../document/empty.ts';
import { serializeDocument } from '../../document/serialize.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { EditorStore } from '../store/editor-store.ts';
import type { SaveStatus } from './autosave.ts';
import { download, fileName } from './download.ts';
import type { FileAccess, FileHandle } from './file-access.ts';
import { readFile, type ReadableFile } from './read-file.ts';

export type PictureFormat = 'png' | 'svg';
export type FilesDialog = 'history' | 'snapshots' | 'share';

export interface FilesState {
  readonly status: SaveStatus;
  /** Why autosave does not work, while it does not. */
  readonly storageProblem: Diagnostic | null;
  /** What could not be opened or done, until the person has read why. */
  readonly refused: { readonly name: string; readonly diagnostics: readonly Diagnostic[] } | null;
  /** What is amiss with the last visit's drawing, until the person has chosen what to go on with. */
  readonly recovery: {
    readonly diagnostics: readonly Diagnostic[];
    /** What could not be read, where it exists nowhere else than in this browser. */
    readonly text?: string;
  } | null;
  /** Which of the file dialogs is open. */
  readonly dialog: FilesDialog | null;
  /** The picture that is to be drawn. */
  readonly picture: PictureFormat | null;

  create(): void;
  open(file: ReadableFile & { readonly name: string }): Promise<void>;
  /** Lets the person pick a file by the browser's own means; false where it has none. */
  pick(): boolean;
  /** Writes the drawing's file again, or one that the person picks, or hands it to the browser to download. */
  save(): Promise<void>;
  saveAs(): Promise<void>;
  /** Shows why something could not be opened or done. */
  refuse(name: string, diagnostics: readonly Diagnostic[]): void;
  recover(diagnostics: readonly Diagnostic[], text?: string): void;
  /** Hands what could not be read to the browser as a file. */
  rescue(): void;
  dismiss(): void;
  show(dialog: FilesDialog | null): void;
  draw(picture: PictureFormat | null): void;
  reportStatus(status: SaveStatus, problem: Diagnostic | null): void;
}

export type FilesStore = StoreApi<FilesState>;

/**
 * New, open and save, and how autosave fares. Opening is an edit like others: undo brings the old drawing back. `openOther` takes
 * files that are no drawings, where it can.
 */
export function createFilesStore(
  editor: EditorStore,
  openDocument: (document: UnlabelDocument) => void,
  access: FileAccess | null = null,
  openOther: (file: ReadableFile) => Promise<boolean> = () => Promise.resolve(false),
): FilesStore {
  /** The file of each opened document: after undo past an opening, the file is that of the document before. */
  const handles = new Map<number, FileHandle>();
  const origin = () => editor.getState().content.origin ?? 0;
  return createStore<FilesState>()((set, get) => {
    const read = async (file: ReadableFile & { readonly name: string }, handle?: FileHandle) => {
      const document = await readFile(file);
      if (!document.ok && (await openOther(file))) return;
      if (!document.ok) return get().refuse(`${file.name} could not be opened`, document.problems);
      openDocument(document.value);
      // a picture or an export is not written again: its drawing is saved to a file of its own
      if (handle && !/\.(png|svg|zip|py|ipynb)$/i.test(file.name)) handles.set(origin(), handle);
      else handles.delete(origin());
    };
    const attempt = async (what: string, work: () => Promise<void>) => {
      try {
        await work();
      } catch (error) {
        const detail = error instanceof Error && error.message ? error.message : 'the browser refused it';
        get().refuse(what, [diagnose('DOC_FILE_NOT_WRITTEN', { detail })]);
      }
    };
    return {
      status: 'saved',
      storageProblem: null,
      refused: null,
      recovery: null,
      dialog: null,
      picture: null,
      create: () => {
        openDocument(emptyDocument());
        handles.delete(origin());
      },
      open: (file) => read(file),
      pick: () => {
        if (!access) return false;
        void access.pickToOpen().then((picked) => picked && read(picked.file, picked.handle));
        return true;
      },
      save: async () => {
        const handle = handles.get(origin());
        if (!handle) return get().saveAs();
        const { document } = editor.getState().content;
        await attempt(`${handle.name} was not saved`, () => handle.write(serializeDocument(document)));
      },
      saveAs: async () => {
        const { document } = editor.getState().content;
        const text = serializeDocument(document);
        if (!access) return download(fileName(document, 'unlabel.json'), text, 'application/json');
        await attempt('The drawing was not saved', async () => {
          const handle = await access.pickToSave(fileName(document, 'unlabel.json'));
          if (!handle) return;
          await handle.write(text);
          handles.set(origin(), handle);
        });
      },
      refuse: (name, diagnostics) => set({ refused: { name, diagnostics } }),
      recover: (diagnostics, text) =>
        set({ recovery: { diagnostics, ...(text === undefined ? {} : { text }) } }),
      rescue: () => {
        const text = get().recovery?.text;
        if (text !== undefined) download('last-visit.unlabel.json', text, 'application/json');
      },
      dismiss: () => set({ refused: null, recovery: null }),
      show: (dialog) => set({ dialog }),
      draw: (picture) => set({ picture }),
      reportStatus: (status, storageProblem) =>
        set(status === 'saving' ? { status } : { status, storageProblem }),
    };
  });
}
