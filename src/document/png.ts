import { failure, success } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import { parseDocument } from './parse.ts';
import type { UnlabelDocument } from './schema.ts';
import { serializeDocument } from './serialize.ts';

/*
 * Documents in PNG images, as an uncompressed international text chunk (PNG specification, third edition, 11.3.3.4):
 * keyword, 0, compression flag 0, method 0, language, 0, translated keyword, 0, text in UTF-8. A chunk is its length
 * (big-endian), four letters, its data and the CRC-32 of letters and data (5.3, annex D).
 */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const KEYWORD = 'unlabel';
/** Length, letters and CRC. */
const FRAME = 12;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc >>> 0;
});

/** CRC-32 with the polynomial of ISO 3309. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** Where its frame begins in the file. */
  readonly start: number;
  readonly intact: () => boolean;
}

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/** The chunks of a PNG, views into its bytes; null where their lengths do not add up to the file. */
function chunksOf(png: Uint8Array): Chunk[] | null {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Chunk[] = [];
  for (let start = SIGNATURE.length; start < png.length;) {
    if (png.length - start < FRAME) return null;
    const length = view.getUint32(start);
    const end = start + 8 + length;
    if (end + 4 > png.length) return null;
    const type = String.fromCharCode(...png.subarray(start + 4, start + 8));
    const crc = view.getUint32(end);
    const body = png.subarray(start + 4, end);
    chunks.push({ type, data: png.subarray(start + 8, end), start, intact: () => crc32(body) === crc });
    start = end + 4;
    if (type === 'IEND') return chunks;
  }
  return null;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(FRAME + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** The PNG with the document in it, in place of one that is there. The image itself stays byte for byte. */
export function embedInPng(png: Uint8Array, document: UnlabelDocument): Checked<Uint8Array<ArrayBuffer>> {
  const chunks = isPng(png) ? chunksOf(png) : null;
  const end = chunks?.at(-1);
  if (!chunks || !end) return damaged('it is no complete PNG');
  const text = new TextEncoder().encode(`${KEYWORD}\0\0\0\0\0${serializeDocument(document)}`);
  const kept = chunks.filter((one) => documentText(one) === null && one !== end);
  const pieces = [
    png.subarray(0, SIGNATURE.length),
    ...kept.map(({ start, data }) => png.subarray(start, start + FRAME + data.length)),
    chunk('iTXt', text),
    png.subarray(end.start, end.start + FRAME),
  ];
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return success(whole);
}

/** The data of a text chunk of ours after its keyword; null for other chunks. */
function documentText({ type, data }: Chunk): Uint8Array | null {
  const keyword = new TextEncoder().encode(`${KEYWORD}\0`);
  const ours = type === 'iTXt' && keyword.every((byte, i) => data[i] === byte);
  return ours ? data.subarray(keyword.length) : null;
}

/**
 * The document that was put into a PNG. Codes: `DOC_PICTURE_DAMAGED` (not a whole PNG, or the CRC of the document's
 * chunk is wrong), `DOC_PICTURE_EMPTY` (a picture like others), and those of `parseDocument`, its limit of size included.
 */
export function extractFromPng(png: Uint8Array): Checked<UnlabelDocument> {
  const chunks = isPng(png) ? chunksOf(png) : null;
  if (!chunks) return damaged('it was cut short');
  const ours = chunks.find((one) => documentText(one) !== null);
  const data = ours && documentText(ours);
  if (!ours || !data) return failure([diagnose('DOC_PICTURE_EMPTY', {})]);
  if (!ours.intact()) return damaged('its checksum does not agree');
  // flag and method of compression; then two texts we leave empty
  if (data[0] !== 0) return damaged('its text is compressed, as Unlabel does not write it');
  const language = data.indexOf(0, 2);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) return damaged('its text has no beginning');
  return parseDocument(data.subarray(translated + 1));
}

function damaged(detail: string): Checked<never> {
  return failure([diagnose('DOC_PICTURE_DAMAGED', { detail })]);
}
