import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import type { Content } from '../store/content.ts';
import { storageProblem } from './autosave.ts';
import type { DrawingStorage, StoredDrawing } from './drawing-storage.ts';
import { NO_MARK, type UnsavedMark } from './unsaved-mark.ts';

export interface Restored {
  readonly content: Content | null;
  readonly problems: readonly Diagnostic[];
  /** The stored text, where it is there and cannot be read: a later Unlabel's, or damaged. */
  readonly unreadable?: string;
  /** The content is newer than what is stored: it was rescued when the page was left. */
  readonly unsaved?: true;
}

/** The content of a stored drawing, or why it has none. */
export function readStored({ text, preset }: StoredDrawing): Content | readonly Diagnostic[] {
  const parsed = parseDocument(text);
  if (!parsed.ok) return parsed.problems;
  const known = preset !== null && Object.hasOwn(parsed.value.presets, preset);
  return { document: parsed.value, preset: known ? preset : null };
}

/**
 * The drawing of the last visit, if there is one and it can be read; if it cannot, it is set aside. What the visit did
 * not save comes back where it could be rescued, and is said to be missing (`DOC_EDITS_UNSAVED`) where not.
 */
export async function restore(storage: DrawingStorage, mark: UnsavedMark = NO_MARK): Promise<Restored> {
  const unsaved = mark.read();
  const rescued = unsaved !== null && unsaved !== true ? readStored(unsaved) : null;
  try {
    const stored = await storage.load();
    if (rescued && 'document' in rescued) {
      const newer = stored?.text !== (unsaved as StoredDrawing).text;
      return { content: rescued, problems: [], ...(newer ? { unsaved: true } : {}) };
    }
    if (!stored) return { content: null, problems: [] };
    const content = readStored(stored);
    if (!('document' in content)) {
      await storage.setAside(stored);
      return { content: null, problems: content, unreadable: stored.text };
    }
    return { content, problems: unsaved === null ? [] : [diagnose('DOC_EDITS_UNSAVED', {})] };
  } catch (error) {
    const content = rescued && 'document' in rescued ? rescued : null;
    return { content, problems: [storageProblem(error)], ...(content ? { unsaved: true } : {}) };
  }
}
