import type { ReadableFile } from './read-file.ts';

/** A file of the person's that can be written again. */
export interface FileHandle {
  readonly name: string;
  write(text: string): Promise<void>;
}

/** Files of the person's own disk, where the browser gives access to them. All but `AbortError`s reject. */
export interface FileAccess {
  /** Null where the person thinks better of it. */
  pickToOpen(): Promise<{
    readonly file: ReadableFile & { readonly name: string };
    readonly handle: FileHandle;
  } | null>;
  pickToSave(suggestedName: string): Promise<FileHandle | null>;
}

interface Options {
  readonly types: readonly {
    readonly description: string;
    readonly accept: Readonly<Record<string, string[]>>;
  }[];
  readonly suggestedName?: string;
}

/** The part of the File System Access API that is used; browsers other than Chromium's do not have it. */
interface Pickers {
  readonly showOpenFilePicker?: (options: Options) => Promise<FileSystemFileHandle[]>;
  readonly showSaveFilePicker?: (options: Options) => Promise<FileSystemFileHandle>;
}

const DOCUMENT = { description: 'Unlabel drawing', accept: { 'application/json': ['.json'] } };
const ANY = {
  description: 'Unlabel drawings, pictures and exports of them',
  accept: {
    'application/json': ['.json', '.ipynb'],
    'image/png': ['.png'],
    'image/svg+xml': ['.svg'],
    'application/zip': ['.zip'],
    'text/x-python': ['.py'],
  },
};

function writable(handle: FileSystemFileHandle): FileHandle {
  return {
    name: handle.name,
    write: async (text) => {
      // the file is replaced when the stream is closed, so one that fails leaves it as it was
      const stream = await handle.createWritable();
      await stream.write(text);
      await stream.close();
    },
  };
}

async function unlessAborted<T>(picked: Promise<T>): Promise<T | null> {
  try {
    return await picked;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/** Null where there is none: files are downloaded then, and opened by the page's own file field. */
export function browserFileAccess(page: object): FileAccess | null {
  const { showOpenFilePicker, showSaveFilePicker } = page as Pickers;
  if (!showOpenFilePicker || !showSaveFilePicker) return null;
  return {
    pickToOpen: async () => {
      const [handle] = (await unlessAborted(showOpenFilePicker.call(page, { types: [ANY] }))) ?? [];
      return handle ? { file: await handle.getFile(), handle: writable(handle) } : null;
    },
    pickToSave: async (suggestedName) => {
      const handle = await unlessAborted(showSaveFilePicker.call(page, { types: [DOCUMENT], suggestedName }));
      return handle && writable(handle);
    },
  };
}
