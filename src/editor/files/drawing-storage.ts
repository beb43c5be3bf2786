import { openDB } from 'idb';

/** The drawing as it is kept between visits. */
export interface StoredDrawing {
  readonly text: string;
  readonly preset: string | null;
}

/** Where the drawing is kept. Both may reject: storage can be full, forbidden or broken. */
export interface DrawingStorage {
  load(): Promise<StoredDrawing | undefined>;
  save(drawing: StoredDrawing): Promise<void>;
  /** Keeps what could not be read where the next `save` does not overwrite it. */
  setAside(drawing: StoredDrawing): Promise<void>;
}

const STORE = 'drawings';
const KEY = 'current';
const UNREADABLE_KEY = 'unreadable';

/** Storage in this browser's IndexedDB. */
export function browserStorage(): DrawingStorage {
  const open = () =>
    openDB('unlabel', 1, {
      upgrade: (database) => {
        database.createObjectStore(STORE);
      },
    });
  let database: ReturnType<typeof open> | undefined;
  const opened = () => {
    // a failure to open is not kept: the next save tries again
    database ??= open().catch((error: unknown) => {
      database = undefined;
      throw error;
    });
    return database;
  };
  return {
    load: async () => (await (await opened()).get(STORE, KEY)) as StoredDrawing | undefined,
    save: async (drawing) => {
      await (await opened()).put(STORE, drawing, KEY);
    },
    setAside: async (drawing) => {
      await (await opened()).put(STORE, drawing, UNREADABLE_KEY);
    },
  };
}
