import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';

const MEGABYTE = 1_000_000;

/** Largest document that is read, in bytes: far above any drawing (a template has about 5 kB). */
export const MAX_DOCUMENT_BYTES = 8 * MEGABYTE;

/** The problem with a file of this many bytes, if it has one. Ask before reading the file: sizes are known for free. */
export function checkDocumentSize(bytes: number): Diagnostic | null {
  if (bytes <= MAX_DOCUMENT_BYTES) return null;
  return diagnose('DOC_TOO_LARGE', {
    megabytes: bytes / MEGABYTE,
    limit: MAX_DOCUMENT_BYTES / MEGABYTE,
  });
}

/** The same for a file that may carry a document: pictures are larger than what they carry, and exports have data and weights. */
export function checkFileSize(bytes: number, name = ''): Diagnostic | null {
  const most = /\.zip$/i.test(name) ? 512 : /\.(png|svg|ipynb)$/i.test(name) ? 64 : 0;
  return bytes <= most * MEGABYTE ? null : checkDocumentSize(bytes);
}
