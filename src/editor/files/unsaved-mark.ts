import { z } from 'zod';
import type { StoredDrawing } from './drawing-storage.ts';

const markSchema = z.object({ text: z.string(), preset: z.string().nullable() }).or(z.literal(true));

/** What a visit leaves behind that ended with edits unsaved: the drawing where there was time to write it, or `true`. */
export type Unsaved = StoredDrawing | true;

/**
 * A note beside the drawing that says it is not saved. It is kept where writing takes no time (`localStorage`), so it is
 * there after a crash, and can take in the drawing itself while a page is being left.
 */
export interface UnsavedMark {
  set(unsaved: Unsaved): void;
  clear(): void;
  read(): Unsaved | null;
}

export const NO_MARK: UnsavedMark = { set: () => {}, clear: () => {}, read: () => null };

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export function unsavedMark(storage: Kept, slot: () => string): UnsavedMark {
  const key = () => `unlabel.unsaved.${slot()}`;
  const tried = <T>(act: () => T): T | null => {
    try {
      return act();
    } catch {
      // forbidden or full: there is no mark then, and autosave says what it can
      return null;
    }
  };
  return {
    set: (unsaved) => tried(() => storage.setItem(key(), JSON.stringify(unsaved))),
    clear: () => tried(() => storage.removeItem(key())),
    read: () =>
      tried(() => {
        const text = storage.getItem(key());
        if (text === null) return null;
        const parsed = markSchema.safeParse(JSON.parse(text));
        return parsed.success ? parsed.data : true;
      }),
  };
}
