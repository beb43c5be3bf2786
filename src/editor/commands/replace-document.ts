import { castDraft } from 'immer';
import type { UnlabelDocument } from '../../document/schema.ts';
import { initialPreset } from '../store/content.ts';
import type { Command } from './command.ts';

/** Puts another document in the place of this one: a new, opened or template drawing. Undo brings the old one back. */
export function replaceDocument(
  document: UnlabelDocument,
  preset: string | null = initialPreset(document),
): Command {
  return {
    name: `Open ${document.meta.title || 'a drawing'}`,
    apply: (draft) => {
      draft.document = castDraft(document);
      draft.preset = preset;
      draft.origin = (draft.origin ?? 0) + 1;
    },
  };
}
