import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templates } from '../../templates/index.ts';
import { arbitraryDocument } from './arbitrary-document.ts';
import { emptyDocument } from './empty.ts';
import { fromFragment, MAX_LINK_LENGTH, toFragment } from './link.ts';
import { parseDocument } from './parse.ts';
import { serializeDocument } from './serialize.ts';

const packed = (content: string | Buffer) => `d=1.${deflateRawSync(content).toString('base64url')}`;
const codes = async (fragment: string) => (await fromFragment(fragment)).problems.map(({ code }) => code);

describe('a document in a link', () => {
  it('comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDocument, async (document) => {
        const linked = await fromFragment(await toFragment(document, null));
        expect(linked.ok && linked.value).toEqual({ document, preset: null });
      }),
      { numRuns: 50 },
    );
  });

  it('comes with its preset, or with the usual one where the link names one it does not have', async () => {
    const document = {
      ...emptyDocument(),
      presets: { fast: { title: 'Fast', nodes: {}, types: {}, run: {} } },
    };
    const fragment = await toFragment(document, 'fast');
    expect(await fromFragment(fragment)).toMatchObject({ value: { preset: 'fast' } });
    const other = fragment.replace('&p=fast', '&p=gone');
    expect(await fromFragment(other)).toMatchObject({ ok: true, value: { preset: undefined } });
  });

  it.each(templates.map(({ id, document }) => [id, document] as const))(
    'is short enough for the template %s',
    async (_, document) => {
      const parsed = parseDocument(JSON.stringify(document));
      expect(parsed.ok).toBe(true);
      if (parsed.ok) expect((await toFragment(parsed.value, null)).length).toBeLessThan(MAX_LINK_LENGTH / 4);
    },
  );
});

describe('what is in a link and no document', () => {
  it.each([
    ['nothing', 'd='],
    ['no version', 'd=abc'],
    ['characters no link has', 'd=1.ab%20c'],
    ['a length no base64 has', 'd=1.abcde'],
    ['bytes that are not deflated', 'd=1.____'],
  ])('%s: DOC_LINK_CORRUPT', async (_, fragment) => {
    expect(await codes(fragment)).toEqual(['DOC_LINK_CORRUPT']);
  });

  it('a link that was cut short or altered is refused', async () => {
    const fragment = packed(serializeDocument(emptyDocument()));
    expect(await codes(fragment.slice(0, -12))).toEqual(['DOC_LINK_CORRUPT']);
    await fc.assert(
      fc.asyncProperty(fc.nat(fragment.length - 5), async (at) => {
        const i = 4 + at;
        const altered = fragment.slice(0, i) + (fragment[i] === 'A' ? 'B' : 'A') + fragment.slice(i + 1);
        const read = await fromFragment(altered);
        // what still unpacks is judged as a file is: a document, or reasons why it is none
        expect(read.ok || read.problems.length > 0).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('a link of a later Unlabel: DOC_LINK_NEWER', async () => {
    expect(await codes('d=2.abcd')).toEqual(['DOC_LINK_NEWER']);
  });

  it('a few bytes that unpack to 100 MB are not unpacked: DOC_LINK_TOO_LARGE', async () => {
    const bomb = packed(Buffer.alloc(100_000_000, ' '));
    expect(bomb.length).toBeLessThan(200_000);
    expect(await codes(bomb)).toEqual(['DOC_LINK_TOO_LARGE']);
  });

  it('JSON that is no document is refused as a file is', async () => {
    expect(await codes(packed('{"format":"other"}'))).toEqual(['DOC_NOT_UNLABEL']);
    expect(await codes(packed('{'))).toEqual(['DOC_NOT_JSON']);
  });
});
