import { failure } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { checkFileSize } from '../../document/size-limit.ts';

/** What is used of a browser's `File`. */
export interface ReadableFile {
  readonly size: number;
  readonly name?: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * Reads a document from a file: its own, or a picture or an export that carries one. One that is too large is refused by its size,
 * before any of it is read; what it is is told by its content.
 */
export async function readFile(file: ReadableFile): Promise<Checked<UnlabelDocument>> {
  const tooLarge = checkFileSize(file.size, file.name);
  if (tooLarge) return failure([tooLarge]);
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const parsed = parseDocument(bytes);
    if (parsed.ok) return parsed;
    const { readCarrier } = await import('./read-carrier.ts');
    // what carries nothing has the problems of a document
    return readCarrier(bytes, file.name) ?? parsed;
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'it could not be read';
    return failure([diagnose('DOC_NOT_JSON', { detail })]);
  }
}
