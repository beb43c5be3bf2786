import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import type { Content } from '../store/content.ts';
import { storageProblem } from './autosave.ts';
import type { DrawingStorage } from './drawing-storage.ts';

/** The drawing of the last visit, if there is one and it can be read. */
export async function restore(
  storage: DrawingStorage,
): Promise<{ readonly content: Content | null; readonly problems: readonly Diagnostic[] }> {
  try {
    const stored = await storage.load();
    if (!stored) return { content: null, problems: [] };
    const parsed = parseDocument(stored.text);
    if (!parsed.ok) return { content: null, problems: parsed.problems };
    const { preset } = stored;
    const known = preset !== null && Object.hasOwn(parsed.value.presets, preset);
    return { content: { document: parsed.value, preset: known ? preset : null }, problems: [] };
  } catch (error) {
    return { content: null, problems: [storageProblem(error)] };
  }
}
