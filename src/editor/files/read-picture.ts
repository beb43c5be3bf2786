import type { Checked } from '../../diagnostics/diagnostic.ts';
import { extractFromPng, isPng } from '../../document/png.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { extractFromSvg, isXml } from '../../document/svg.ts';

/** The document a PNG or SVG holds; null where the bytes are neither. */
export function readPicture(bytes: Uint8Array): Checked<UnlabelDocument> | null {
  if (isPng(bytes)) return extractFromPng(bytes);
  if (isXml(bytes)) return extractFromSvg(new TextDecoder().decode(bytes));
  return null;
}
