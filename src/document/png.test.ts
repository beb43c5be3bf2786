import fc from 'fast-check';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { arbitraryDocument } from './arbitrary-document.ts';
import { emptyDocument } from './empty.ts';
import { crc32, embedInPng, extractFromPng } from './png.ts';

/** An image of another program: 3×2 pixels. */
function picture(): Uint8Array {
  const png = new PNG({ width: 3, height: 2 });
  png.data.fill(0x7f);
  return new Uint8Array(PNG.sync.write(png));
}

function embedded(document = emptyDocument()): Uint8Array {
  const png = embedInPng(picture(), document);
  if (!png.ok) throw new Error(png.problems[0]?.message);
  return png.value;
}

const codes = (png: Uint8Array) => extractFromPng(png).problems.map(({ code }) => code);

it('the CRC is that of the PNG specification', () => {
  // the check value of CRC-32/ISO-HDLC
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  // and of an IEND chunk, as it ends every PNG
  expect(crc32(new TextEncoder().encode('IEND'))).toBe(0xae426082);
});

describe('a document in a PNG', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const read = extractFromPng(embedded(document));
        expect(read.ok && read.value).toEqual(document);
      }),
      { numRuns: 100 },
    );
  });

  it('leaves an image that others read, pixel for pixel', () => {
    const read = PNG.sync.read(Buffer.from(embedded()));
    expect([read.width, read.height]).toEqual([3, 2]);
    expect(new Set(read.data)).toEqual(new Set([0x7f]));
  });

  it('takes the place of one that was there', () => {
    const other = { ...emptyDocument(), meta: { ...emptyDocument().meta, title: 'Other' } };
    const twice = embedInPng(embedded(), other);
    expect(twice.ok && extractFromPng(twice.value)).toMatchObject({ value: { meta: { title: 'Other' } } });
    expect(twice.ok && twice.value.length).toBe(embedded(other).length);
  });
});

describe('a picture that gives no document', () => {
  it('one like others: DOC_PICTURE_EMPTY', () => {
    expect(codes(picture())).toEqual(['DOC_PICTURE_EMPTY']);
  });

  it('one with a single byte of the document changed: DOC_PICTURE_DAMAGED', () => {
    const png = embedded();
    const at = Buffer.from(png).indexOf('"format"');
    png[at + 3]! ^= 1;
    expect(codes(png)).toEqual(['DOC_PICTURE_DAMAGED']);
  });

  it('one cut short anywhere: DOC_PICTURE_DAMAGED', () => {
    const png = embedded();
    for (let length = 0; length < png.length; length++) {
      expect(codes(png.subarray(0, length))).toEqual(['DOC_PICTURE_DAMAGED']);
    }
  });

  it('whatever its bytes are, it is answered', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const png = new Uint8Array([...embedded().subarray(0, 8), ...noise]);
        expect(codes(png).length).toBeGreaterThan(0);
      }),
    );
  });

  it('a document too large is refused before it is parsed', () => {
    const huge = { ...emptyDocument(), meta: { ...emptyDocument().meta, idea: 'x'.repeat(9_000_000) } };
    expect(codes(embedded(huge))).toEqual(['DOC_TOO_LARGE']);
  });

  it('nothing is put into what is no PNG', () => {
    expect(embedInPng(new Uint8Array(20), emptyDocument()).problems[0]?.code).toBe('DOC_PICTURE_DAMAGED');
  });
});
