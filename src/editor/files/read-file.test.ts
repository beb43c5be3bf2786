import { describe, expect, it, vi } from 'vitest';
import { serializeDocument } from '../../document/serialize.ts';
import { smallDocument } from '../store/small-document.ts';
import { readFile } from './read-file.ts';

const file = (text: string) => new Blob([text]);
const text = serializeDocument(smallDocument());

describe('readFile', () => {
  it('gives the document that was saved', async () => {
    const read = await readFile(file(text));
    expect(read.ok && read.value).toEqual(smallDocument());
  });

  it.each([
    ['DOC_NOT_JSON', text.slice(0, text.length / 2)],
    ['DOC_NEWER', text.replace('"version": 3', '"version": 99')],
    ['DOC_NOT_UNLABEL', '{"format": "other"}'],
  ])('refuses a bad file with %s', async (code, bad) => {
    const read = await readFile(file(bad));
    expect(read.ok).toBe(false);
    expect(read.problems[0]?.code).toBe(code);
  });

  it('does not read a file of 100 MB', async () => {
    const arrayBuffer = vi.fn(() => Promise.resolve(new ArrayBuffer(0)));
    const read = await readFile({ size: 100e6, arrayBuffer });
    expect(read.problems[0]?.code).toBe('DOC_TOO_LARGE');
    expect(arrayBuffer).not.toHaveBeenCalled();
  });

  it('says when the file cannot be read', async () => {
    const read = await readFile({ size: 10, arrayBuffer: () => Promise.reject(new Error('gone')) });
    expect(read.problems[0]?.message).toContain('gone');
  });
});
