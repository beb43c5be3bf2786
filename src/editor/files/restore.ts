import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import type { Content } from '../store/content.ts';
import { storageProblem } from './autosave.ts';
import type { DrawingStorage } from './drawing-storage.ts';

export interface Restored {
  readonly content: Content | null;
  readonly problems: readonly Diagnostic[];
  /** The stored text, where it is there and cannot be read: a later Unlabel's, or damaged. */
  readonly unreadable?: string;
}

/** The drawing of the last visit, if there is one and it can be read; if it cannot, it is set aside. */
export async function restore(storage: DrawingStorage): Promise<Restored> {
  try {
    const stored = await storage.load();
    if (!stored) return { content: null, problems: [] };
    const parsed = parseDocument(stored.text);
    if (!parsed.ok) {
      await storage.setAside(stored);
      return { content: null, problems: parsed.problems, unreadable: stored.text };
    }
    const { preset } = stored;
    const known = preset !== null && Object.hasOwn(parsed.value.presets, preset);
    return { content: { document: parsed.value, preset: known ? preset : null }, problems: [] };
  } catch (error) {
    return { content: null, problems: [storageProblem(error)] };
  }
}
