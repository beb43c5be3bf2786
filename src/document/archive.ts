import { unzipSync, type UnzipFileInfo } from 'fflate';
import { failure, success } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import { MAX_DOCUMENT_BYTES } from './size-limit.ts';

/** Whether bytes begin like a zip, empty ones included (APPNOTE.txt 4.3.7, 4.3.16). */
export function isZip(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  return a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6));
}

/**
 * Files of a zip by these names, each the one that lies in the fewest folders. No others are unpacked, and none for which the zip
 * states more bytes than a document has; one that states fewer than it has is cut there.
 *
 * Codes: `DOC_EXPORT_DAMAGED`, `DOC_EXPORT_TOO_LARGE`.
 */
export function filesOfZip(
  zip: Uint8Array,
  names: readonly string[],
): Checked<ReadonlyMap<string, Uint8Array>> {
  try {
    const present: UnzipFileInfo[] = [];
    unzipSync(zip, { filter: (file) => (present.push(file), false) });
    const depth = ({ name }: UnzipFileInfo) => name.split('/').length;
    const chosen = names.flatMap((wanted) => {
      const found = present.filter(({ name }) => name.split('/').at(-1) === wanted);
      const [first] = found.sort((a, b) => depth(a) - depth(b));
      return first ? [{ wanted, file: first }] : [];
    });
    if (chosen.some(({ file }) => file.originalSize > MAX_DOCUMENT_BYTES)) {
      return failure([diagnose('DOC_EXPORT_TOO_LARGE', { limit: MAX_DOCUMENT_BYTES / 1e6 })]);
    }
    const paths = chosen.map(({ file }) => file.name);
    const unpacked = unzipSync(zip, { filter: ({ name }) => paths.includes(name) });
    return success(new Map(chosen.map(({ wanted, file }) => [wanted, unpacked[file.name]!])));
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'it is no whole zip';
    return failure([diagnose('DOC_EXPORT_DAMAGED', { detail })]);
  }
}
