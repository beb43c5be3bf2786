import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryDocument } from './arbitrary-document.ts';
import { emptyDocument } from './empty.ts';
import { parseDocument } from './parse.ts';
import type { UnlabelDocument } from './schema.ts';
import { serializeDocument } from './serialize.ts';

test('what is written reads back equal', () => {
  fc.assert(
    fc.property(arbitraryDocument, (document) => {
      expect(parseDocument(serializeDocument(document))).toEqual({ ok: true, value: document, problems: [] });
    }),
  );
});

test('equal documents give the same text, whatever order their fields were set in', () => {
  fc.assert(
    fc.property(arbitraryDocument, (document) => {
      expect(serializeDocument(reversed(document) as UnlabelDocument)).toBe(serializeDocument(document));
    }),
  );
});

test('the file is indented by two spaces and ends with a newline', () => {
  const text = serializeDocument(emptyDocument());
  expect(text).toMatch(/^\{\n {2}"format": "unlabel",\n {2}"version": 3,\n/);
  expect(text.endsWith('}\n')).toBe(true);
});

/** The same value with the fields of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, reversed(field)]),
  );
}
