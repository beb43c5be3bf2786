import { readFile, stat } from 'node:fs/promises';
import { findTemplate, templates } from '../../templates/index.ts';
import { failure, success } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import { readCarrier } from '../document/carrier.ts';
import { parseDocument } from '../document/parse.ts';
import type { UnlabelDocument } from '../document/schema.ts';
import { checkFileSize } from '../document/size-limit.ts';

/** Reads a document from a template's id or a file's path; `./name` is always a file: a document's, or a picture or an export that carries one. */
export async function loadDocument(source: string): Promise<Checked<UnlabelDocument>> {
  const template = findTemplate(source);
  if (template) return parseDocument(JSON.stringify(template.document));
  try {
    const tooLarge = checkFileSize((await stat(source)).size, source);
    if (tooLarge) return failure([tooLarge]);
    const bytes = new Uint8Array(await readFile(source));
    const parsed = parseDocument(bytes);
    const carried = parsed.ok ? null : readCarrier(bytes, source);
    if (!carried) return parsed;
    return carried.ok ? success(carried.value.document) : carried;
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
