import { failure } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import { parseDocument } from './parse.ts';
import type { UnlabelDocument } from './schema.ts';
import { serializeDocument } from './serialize.ts';

const OPEN = '<metadata id="unlabel-document">';
const CLOSE = '</metadata>';

/**
 * The document as text that XML carries unchanged whoever writes it again: in JSON every character that XML treats
 * specially, forbids or may encode otherwise stands inside a string, where it can be written as `\uXXXX`.
 */
function asXmlText(document: UnlabelDocument): string {
  const json = JSON.stringify(JSON.parse(serializeDocument(document)));
  return json.replace(
    /[<>&]|[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The SVG with the document in its metadata, first of all it holds. */
export function embedInSvg(svg: string, document: UnlabelDocument): Checked<string> {
  const start = svg.indexOf('<svg');
  const end = start < 0 ? -1 : svg.indexOf('>', start);
  if (end < 0) return failure([diagnose('DOC_PICTURE_DAMAGED', { detail: 'it is no SVG' })]);
  const text = `${svg.slice(0, end + 1)}${OPEN}${asXmlText(document)}${CLOSE}${svg.slice(end + 1)}`;
  return { ok: true, value: text, problems: [] };
}

/** Whether a text is meant to be SVG or other XML; no JSON begins like this. */
export function isXml(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 64));
  return start.trimStart().startsWith('<');
}

/**
 * The document that was put into an SVG. It is looked for as text: nothing of the picture is interpreted. Codes:
 * `DOC_PICTURE_EMPTY`, `DOC_PICTURE_DAMAGED` and those of `parseDocument`.
 */
export function extractFromSvg(svg: string): Checked<UnlabelDocument> {
  const start = svg.indexOf(OPEN);
  if (start < 0) return failure([diagnose('DOC_PICTURE_EMPTY', {})]);
  const end = svg.indexOf(CLOSE, start);
  if (end < 0) return failure([diagnose('DOC_PICTURE_DAMAGED', { detail: 'it was cut short' })]);
  const text = svg.slice(start + OPEN.length, end);
  // programs that write XML again may write quotation marks as entities
  return parseDocument(text.replace(/&quot;/g, '"'));
}
