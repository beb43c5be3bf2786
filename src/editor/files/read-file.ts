import { failure } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { checkDocumentSize } from '../../document/size-limit.ts';

/** What is used of a browser's `File`. */
export interface ReadableFile {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Reads a document from a file. One that is too large is refused by its size, before any of it is read. */
export async function readFile(file: ReadableFile): Promise<Checked<UnlabelDocument>> {
  const tooLarge = checkDocumentSize(file.size);
  if (tooLarge) return failure([tooLarge]);
  try {
    return parseDocument(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'it could not be read';
    return failure([diagnose('DOC_NOT_JSON', { detail })]);
  }
}
