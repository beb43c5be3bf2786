import { deflate, inflate } from '../base/deflate.ts';
import { failure, success } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { parseDocument } from './parse.ts';
import type { UnlabelDocument } from './schema.ts';
import { serializeDocument } from './serialize.ts';
import { MAX_DOCUMENT_BYTES } from './size-limit.ts';

/** The way documents are put into links; it stands before their bytes. */
const LINK_VERSION = 1;

/** Longest link that is made: mail programs and chats cut longer ones, or refuse them. */
export const MAX_LINK_LENGTH = 32_000;

/** A document and the preset that is laid over it. */
export interface Linked {
  readonly document: UnlabelDocument;
  /** Undefined where the link names none: the one a document starts with. */
  readonly preset: string | null | undefined;
}

/** No preset, as a link writes it: preset ids begin with a letter. */
const NO_PRESET = '-';

/** The part of a link after “#” that holds a whole document: `d=1.<deflated, base64url>&p=<preset>`; nothing else begins like it. */
export async function toFragment(document: UnlabelDocument, preset: string | null): Promise<string> {
  const compact = JSON.stringify(JSON.parse(serializeDocument(document)));
  return `d=${LINK_VERSION}.${toBase64url(await deflate(compact))}&p=${preset ?? NO_PRESET}`;
}

/**
 * The document in a link. What a link holds was written by anyone: unpacking stops at the size limit of documents, so
 * that a few bytes cannot fill the memory.
 *
 * Codes: `DOC_LINK_NEWER`, `DOC_LINK_CORRUPT`, `DOC_LINK_TOO_LARGE`, and those of `parseDocument`.
 */
export async function fromFragment(fragment: string): Promise<Checked<Linked>> {
  const fields = new Map(
    fragment.split('&').map((field): [string, string] => {
      const equals = field.indexOf('=');
      return [field.slice(0, equals), field.slice(equals + 1)];
    }),
  );
  const match = /^(\d{1,6})\.(.*)$/s.exec(fields.get('d') ?? '');
  if (!match) return corrupt('it does not begin with a version');
  const version = Number(match[1]);
  if (version !== LINK_VERSION) {
    return failure([diagnose('DOC_LINK_NEWER', { version, supported: LINK_VERSION })]);
  }
  const packed = fromBase64url(match[2]!);
  if (!packed) return corrupt('it holds characters that no link has');
  const unpacked = await inflate(packed, MAX_DOCUMENT_BYTES);
  if (unpacked === 'too large') {
    return failure([diagnose('DOC_LINK_TOO_LARGE', { limit: MAX_DOCUMENT_BYTES / 1e6 })]);
  }
  if (unpacked === 'damaged') return corrupt('its data cannot be unpacked');
  const document = parseDocument(unpacked);
  if (!document.ok) return document;
  const preset = fields.get('p');
  const known = preset !== undefined && Object.hasOwn(document.value.presets, preset);
  return success({
    document: document.value,
    preset: preset === NO_PRESET ? null : known ? preset : undefined,
  });
}

function corrupt(detail: string): Checked<never> {
  return failure([diagnose('DOC_LINK_CORRUPT', { detail })]);
}
