import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryDocument } from './arbitrary-document.ts';
import { emptyDocument } from './empty.ts';
import { embedInSvg, extractFromSvg, isXml } from './svg.ts';

const PICTURE = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="2"><g/></svg>';
const embedded = (document = emptyDocument()) => {
  const svg = embedInSvg(PICTURE, document);
  if (!svg.ok) throw new Error(svg.problems[0]?.message);
  return svg.value;
};

describe('a document in an SVG', () => {
  it('comes back as it was, in text that is plain ASCII and opens no tag', () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const svg = embedded(document);
        const [, metadata] = /<metadata[^>]*>(.*)<\/metadata>/s.exec(svg) ?? [];
        expect(metadata).toMatch(/^[\x20-\x7e]+$/);
        expect(metadata).not.toMatch(/[<>&]/);
        const read = extractFromSvg(svg);
        expect(read.ok && read.value).toEqual(document);
      }),
      { numRuns: 100 },
    );
  });

  it('a title that is a tag stays a title', () => {
    const title = '</metadata><script>alert(1)</script>';
    const document = { ...emptyDocument(), meta: { ...emptyDocument().meta, title } };
    expect(embedded(document)).not.toContain('<script>');
    expect(extractFromSvg(embedded(document))).toMatchObject({ value: { meta: { title } } });
  });

  it('leaves the rest of the picture as it was', () => {
    expect(embedded().replace(/<metadata.*<\/metadata>/s, '')).toBe(PICTURE);
  });

  it('survives a program that writes quotation marks as entities', () => {
    const [head, text, tail] = embedded().split(/(?<=unlabel-document">)|(?=<\/metadata>)/);
    const again = `${head}${text!.replace(/"/g, '&quot;')}${tail}`;
    expect(extractFromSvg(again)).toMatchObject({ ok: true, value: emptyDocument() });
  });
});

it.each([
  ['DOC_PICTURE_EMPTY', PICTURE],
  ['DOC_PICTURE_DAMAGED', embedded().slice(0, 200)],
  ['DOC_NOT_JSON', embedded().replace('"unlabel"', '"unlabel')],
])('%s', (code, svg) => {
  expect(extractFromSvg(svg).problems[0]?.code).toBe(code);
});

it('tells XML from JSON by its beginning', () => {
  expect(isXml(new TextEncoder().encode(`\n ${PICTURE}`))).toBe(true);
  expect(isXml(new TextEncoder().encode('{"format": "unlabel"}'))).toBe(false);
});
