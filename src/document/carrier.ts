import { failure, success } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import { filesOfZip, isZip } from './archive.ts';
import { isJsonObject } from './json-object.ts';
import { documentFromJson, parseDocument } from './parse.ts';
import { extractFromPng, isPng } from './png.ts';
import { extractFromPython, holdsDocument } from './python.ts';
import type { UnlabelDocument } from './schema.ts';
import { extractFromSvg, isXml } from './svg.ts';

/** What a file that is no document carries. */
export interface Carried {
  readonly document: UnlabelDocument;
  /** The text of `parity.json`, where an exported project was packed after its proof had been run. */
  readonly proof: string | null;
}

/**
 * The document that another file carries: a picture, an exported project as a zip, its `train.py`, or a notebook. What it is is told by its
 * content; its name only says what was meant where that cannot be made out. Null where neither tells.
 *
 * Codes: those of `extractFromPng`, `extractFromSvg`, `filesOfZip` and `extractFromPython`, `DOC_EXPORT_EMPTY`, and those of
 * `parseDocument`.
 */
export function readCarrier(bytes: Uint8Array, name = ''): Checked<Carried> | null {
  if (isPng(bytes)) return alone(extractFromPng(bytes));
  if (isZip(bytes)) return fromZip(bytes);
  if (/\.(png|svg)$/i.test(name) && !isXml(bytes)) {
    const detail = 'its first bytes are not those of a picture';
    return failure([diagnose('DOC_PICTURE_DAMAGED', { detail })]);
  }
  const text = new TextDecoder().decode(bytes);
  if (isXml(bytes)) return alone(extractFromSvg(text));
  if (holdsDocument(text)) return alone(extractFromPython(text));
  const notebook = fromNotebook(text);
  if (notebook) return alone(notebook);
  return /\.(zip|py|ipynb)$/i.test(name) ? failure([diagnose('DOC_EXPORT_EMPTY', {})]) : null;
}

function alone(document: Checked<UnlabelDocument>): Checked<Carried> {
  return document.ok ? success({ document: document.value, proof: null }) : document;
}

function fromZip(bytes: Uint8Array): Checked<Carried> {
  const files = filesOfZip(bytes, ['drawing.json', 'parity.json']);
  if (!files.ok) return files;
  const drawing = files.value.get('drawing.json');
  if (!drawing) return failure([diagnose('DOC_EXPORT_EMPTY', {})]);
  const document = parseDocument(drawing);
  if (!document.ok) return document;
  const proof = files.value.get('parity.json');
  return success({ document: document.value, proof: proof ? new TextDecoder().decode(proof) : null });
}

/** The document in a notebook's metadata; null where a text is no notebook. */
function fromNotebook(text: string): Checked<UnlabelDocument> | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isJsonObject(json) || !('nbformat' in json)) return null;
  const metadata = json['metadata'];
  const document = isJsonObject(metadata) ? metadata['unlabel'] : undefined;
  return document === undefined ? failure([diagnose('DOC_EXPORT_EMPTY', {})]) : documentFromJson(document);
}
