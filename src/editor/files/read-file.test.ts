import { describe, expect, it, vi } from 'vitest';
import { PNG } from 'pngjs';
import { embedInPng } from '../../document/png.ts';
import { serializeDocument } from '../../document/serialize.ts';
import { embedInSvg } from '../../document/svg.ts';
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

  const png = new Uint8Array(PNG.sync.write(new PNG({ width: 2, height: 2 })));
  const named = (name: string, content: Uint8Array<ArrayBuffer> | string) => ({
    name,
    size: content.length,
    arrayBuffer: () => new Blob([content]).arrayBuffer(),
  });

  it('takes the document out of a PNG or an SVG, whatever the file is called', async () => {
    const picture = embedInPng(png, smallDocument());
    const svg = embedInSvg('<svg xmlns="http://www.w3.org/2000/svg"/>', smallDocument());
    if (!picture.ok || !svg.ok) throw new Error('pictures can be made');
    for (const name of ['a.png', 'a.svg', 'a.json']) {
      expect(await readFile(named(name, picture.value))).toMatchObject({ value: smallDocument() });
      expect(await readFile(named(name, svg.value))).toMatchObject({ value: smallDocument() });
      expect(await readFile(named(name, text))).toMatchObject({ value: smallDocument() });
    }
  });

  it.each([
    ['DOC_PICTURE_EMPTY', 'photo.png', png],
    ['DOC_PICTURE_DAMAGED', 'half.png', png.slice(0, 40)],
    ['DOC_PICTURE_DAMAGED', 'photo.png', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
    ['DOC_PICTURE_EMPTY', 'icon.svg', '<svg/>'],
  ])('%s: %s', async (code, name, content) => {
    const read = await readFile(named(name, content));
    expect(read.problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('reads pictures larger than documents may be, but not without end', async () => {
    const arrayBuffer = vi.fn(() => Promise.resolve(png.slice().buffer));
    const large = await readFile({ name: 'a.png', size: 30e6, arrayBuffer });
    expect(large.problems[0]?.code).toBe('DOC_PICTURE_EMPTY');
    const huge = await readFile({ name: 'a.png', size: 100e6, arrayBuffer });
    expect(huge.problems[0]?.code).toBe('DOC_TOO_LARGE');
    expect(arrayBuffer).toHaveBeenCalledTimes(1);
  });
});
