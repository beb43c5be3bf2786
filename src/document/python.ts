import { deflateSync } from 'fflate';
import { failure } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { inflateWithin } from './inflate.ts';
import { parseDocument } from './parse.ts';
import type { UnlabelDocument } from './schema.ts';
import { serializeDocument } from './serialize.ts';
import { MAX_DOCUMENT_BYTES } from './size-limit.ts';

const BEGIN = '# --- drawing (unlabel 1): open this file in Unlabel to go on with it ---';
const END = '# --- end of the drawing ---';
/** Characters of a line, without the two that make it a comment. */
const WIDTH = 100;

/** A document as comments at the end of a Python file: deflated, in base64url. */
export function asPythonComment(document: UnlabelDocument): string {
  const compact = JSON.stringify(JSON.parse(serializeDocument(document)));
  const text = toBase64url(deflateSync(new TextEncoder().encode(compact), { level: 9 }));
  const lines = text.match(new RegExp(`.{1,${WIDTH}}`, 'g'))!;
  return [BEGIN, ...lines.map((line) => `# ${line}`), END, ''].join('\n');
}

/** Whether a Python file holds a document. */
export function holdsDocument(code: string): boolean {
  return code.includes(BEGIN);
}

/**
 * The document of such a file. Nothing of the file is run. Codes: `DOC_EXPORT_DAMAGED`, `DOC_EXPORT_TOO_LARGE`, and those of
 * `parseDocument`.
 */
export function extractFromPython(code: string): Checked<UnlabelDocument> {
  const damaged = (detail: string) => failure([diagnose('DOC_EXPORT_DAMAGED', { detail })]);
  const start = code.indexOf(BEGIN);
  const end = code.indexOf(END, start);
  if (end < 0) return damaged('its end is missing');
  const text = code.slice(start + BEGIN.length, end).replace(/^#\s?|\s+$/gm, '');
  const packed = fromBase64url(text.replaceAll(/\s/g, ''));
  if (!packed) return damaged('it holds characters that Unlabel does not write');
  try {
    const unpacked = inflateWithin(packed, MAX_DOCUMENT_BYTES);
    if (unpacked) return parseDocument(unpacked);
    return failure([diagnose('DOC_EXPORT_TOO_LARGE', { limit: MAX_DOCUMENT_BYTES / 1e6 })]);
  } catch {
    return damaged('its data cannot be unpacked');
  }
}
