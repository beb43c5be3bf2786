import { success } from '../base/outcome.ts';
import type { Checked } from '../diagnostics/diagnostic.ts';
import { applyPreset } from '../document/presets.ts';
import type { UnlabelDocument } from '../document/schema.ts';

/** What runs where no other preset is asked for, in documents that have it. */
const DEFAULT_PRESET = 'browser';

/** The document with the preset asked for, or the default one, laid over it. */
export function choosePreset(
  document: UnlabelDocument,
  preset: string | undefined,
): Checked<UnlabelDocument> {
  if (preset !== undefined) return applyPreset(document, preset);
  return Object.hasOwn(document.presets, DEFAULT_PRESET)
    ? applyPreset(document, DEFAULT_PRESET)
    : success(document);
}
