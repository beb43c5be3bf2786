import { readFile, stat } from 'node:fs/promises';
import { findTemplate, templates } from '../../templates/index.ts';
import { failure } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import { parseDocument } from '../document/parse.ts';
import type { UnlabelDocument } from '../document/schema.ts';
import { checkDocumentSize } from '../document/size-limit.ts';

/** Reads a document from a template's id or a file's path; `./name` is always a file. */
export async function loadDocument(source: string): Promise<Checked<UnlabelDocument>> {
  const template = findTemplate(source);
  if (template) return parseDocument(JSON.stringify(template.document));
  try {
    const tooLarge = checkDocumentSize((await stat(source)).size);
    if (tooLarge) return failure([tooLarge]);
    return parseDocument(new Uint8Array(await readFile(source)));
  } catch (error) {
    return failure([
      diagnose('DOC_NOT_FOUND', {
        source,
        detail: reasonOf(error),
        templates: templates.map(({ id }) => id),
      }),
    ]);
  }
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is nothing by that name';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'reading it is not permitted';
  return error instanceof Error ? error.message : String(error);
}
