import { DRAWINGS, type Database } from './database.ts';

/** The drawing as it is kept between visits. */
export interface StoredDrawing {
  readonly text: string;
  readonly preset: string | null;
}

/** Where the drawing is kept. All may reject: storage can be full, forbidden or broken. */
export interface DrawingStorage {
  load(): Promise<StoredDrawing | undefined>;
  save(drawing: StoredDrawing): Promise<void>;
  /** Keeps what could not be read where the next `save` does not overwrite it. */
  setAside(drawing: StoredDrawing): Promise<void>;
}

/** The slot of the drawing of the last visit; tabs that work on a copy have slots of their own. */
export const MAIN_SLOT = 'current';
const COPY = 'copy:';
const UNREADABLE_KEY = 'unreadable';

export function copySlot(id: string): string {
  return `${COPY}${id}`;
}

/** Storage in a slot of this browser's database; which one is asked each time. */
export function slotStorage(database: Database, slot: () => string): DrawingStorage {
  return {
    load: async () => (await (await database()).get(DRAWINGS, slot())) as StoredDrawing | undefined,
    save: async (drawing) => {
      await (await database()).put(DRAWINGS, drawing, slot());
    },
    setAside: async (drawing) => {
      await (await database()).put(DRAWINGS, drawing, UNREADABLE_KEY);
    },
  };
}

/** The slots of copies, open or left behind. */
export interface CopySlots {
  list(): Promise<readonly string[]>;
  load(slot: string): Promise<StoredDrawing | undefined>;
  remove(slot: string): Promise<void>;
}

export function copySlots(database: Database): CopySlots {
  return {
    list: async () =>
      (await (await database()).getAllKeys(DRAWINGS)).map(String).filter((key) => key.startsWith(COPY)),
    load: async (slot) => (await (await database()).get(DRAWINGS, slot)) as StoredDrawing | undefined,
    remove: async (slot) => (await database()).delete(DRAWINGS, slot),
  };
}
