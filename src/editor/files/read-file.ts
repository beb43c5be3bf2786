import { failure } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { checkDocumentSize } from '../../document/size-limit.ts';

/** What is used of a browser's `File`. */
export interface ReadableFile {
  readonly size: number;
  readonly name?: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Largest picture that is read, in bytes: twice what a drawing of a thousand nodes gives. */
const MAX_PICTURE_BYTES = 64_000_000;

function isPicture(name: string | undefined): boolean {
  return /\.(png|svg)$/i.test(name ?? '');
}

/**
 * Reads a document from a file: its own, or a PNG or SVG that holds one. One that is too large is refused by its size,
 * before any of it is read; what it is is told by its content.
 */
export async function readFile(file: ReadableFile): Promise<Checked<UnlabelDocument>> {
  const tooLarge = checkDocumentSize(file.size);
  if (tooLarge && (!isPicture(file.name) || file.size > MAX_PICTURE_BYTES)) return failure([tooLarge]);
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (isJson(bytes)) return parseDocument(bytes);
    const { readPicture } = await import('./read-picture.ts');
    const picture = readPicture(bytes);
    if (picture) return picture;
    return isPicture(file.name)
      ? failure([diagnose('DOC_PICTURE_DAMAGED', { detail: 'its first bytes are not those of a picture' })])
      : parseDocument(bytes);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'it could not be read';
    return failure([diagnose('DOC_NOT_JSON', { detail })]);
  }
}

/** A document, whatever its file is called. */
function isJson(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().startsWith('{');
}
