import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATASETS, type DatasetInfo } from '../../src/ir/datasets.ts';
import { decodeDataset } from './decode.ts';
import { contentOf, encodeDataset, type DatasetContent } from './encode.ts';
import { generateFactors } from './factors.ts';
import { FILE_FORMAT, type FileHeader } from './file-format.ts';

const info: DatasetInfo = {
  ...DATASETS.emoji,
  height: 2,
  width: 3,
  channels: 1,
  count: 4,
  trainCount: 2,
  heldOutCount: 2,
  labels: { concept: 2, vendor: 2 },
};
const header: FileHeader = {
  id: 'emoji',
  count: 4,
  height: 2,
  width: 3,
  channels: 1,
  labels: [
    { name: 'concept', classes: ['über', '☃'] },
    { name: 'vendor', classes: ['a', 'b'] },
  ],
  twins: true,
  licence: 'MIT',
  attribution: 'none',
};
const content: DatasetContent = {
  header,
  images: Uint8Array.from({ length: 24 }, (_, i) => (i * 37) % 256),
  labels: { concept: [0, 0, 1, 1], vendor: [0, 1, 0, 1] },
  heldOut: Uint8Array.of(0, 0, 1, 1),
  twin: [1, 0, 3, 2],
};
const gzip = (bytes: Uint8Array) => gzipSync(bytes);
const file = encodeDataset(content, gzip);

async function problem(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const outcome = await decodeDataset(info, bytes);
  if (outcome.ok) return 'none';
  expect(outcome.problems[0]!.code).toBe('RUN_DATA_CORRUPT');
  return outcome.problems[0]!.message;
}

describe('decodeDataset', () => {
  it('gives back what was encoded', async () => {
    const outcome = await decodeDataset(info, file);
    if (!outcome.ok) throw new Error(outcome.problems[0]!.message);
    const { images, labels, train, heldOut, twin } = outcome.value;
    expect([...images]).toEqual([...content.images]);
    expect(labels.concept).toEqual({ names: ['über', '☃'], values: Int32Array.of(0, 0, 1, 1) });
    expect(labels.vendor).toEqual({ names: ['a', 'b'], values: Int32Array.of(0, 1, 0, 1) });
    expect([...train]).toEqual([0, 1]);
    expect([...heldOut]).toEqual([2, 3]);
    expect([...twin!]).toEqual([1, 0, 3, 2]);
  });

  it('gives back a generated dataset', async () => {
    const { images, ...factors } = generateFactors();
    const bytes = encodeDataset(contentOf({ images, ...factors }), gzip);
    const outcome = await decodeDataset(DATASETS.factors, bytes);
    if (!outcome.ok) throw new Error(outcome.problems[0]!.message);
    const { images: decoded, ...others } = outcome.value;
    expect(Buffer.compare(decoded, images)).toBe(0);
    expect(others).toEqual(factors);
  });

  it('reads a file that is a window of a larger buffer', async () => {
    const larger = new Uint8Array(file.length + 7);
    larger.set(file, 7);
    expect(await problem(larger.subarray(7))).toBe('none');
  });

  it('refuses a file cut short at any place', async () => {
    for (let length = 0; length < file.length; length++) {
      expect(await problem(file.slice(0, length))).toContain('damaged');
    }
  });

  it('never gives other data for a changed byte', async () => {
    const change = fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, mask]) => {
        const changed = file.slice();
        changed[at]! ^= mask;
        const outcome = await decodeDataset(info, changed);
        // a few bytes of gzip's header, such as the writing system's name, mean nothing to a reader
        if (!outcome.ok) expect(outcome.problems[0]!.code).toBe('RUN_DATA_CORRUPT');
        else expect([...outcome.value.images]).toEqual([...content.images]);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('refuses a web page in place of a file, and a newer version', async () => {
    expect(await problem(new TextEncoder().encode('<!doctype html><title>x</title>'))).toContain(
      'not an Unlabel',
    );
    const newer = file.slice();
    newer[8] = FILE_FORMAT.version + 1;
    expect(await problem(newer)).toContain(`version is ${FILE_FORMAT.version + 1}`);
  });

  it.each<[string, Partial<DatasetContent> | { header: FileHeader }, string]>([
    ['another dataset', { header: { ...header, id: 'mnist' } }, 'another dataset'],
    ['a class that is not there', { labels: { ...content.labels, vendor: [0, 1, 2, 1] } }, 'no class'],
    ['another split', { heldOut: Uint8Array.of(0, 1, 1, 1) }, 'held-out'],
    ['a twin of itself', { twin: [0, 1, 3, 2] }, 'twins are not paired'],
    ['a twin out of range', { twin: [1, 0, 9, 2] }, 'twins are not paired'],
    [
      'other classes',
      { header: { ...header, labels: [header.labels[0]!, { name: 'vendor', classes: ['a', 'b', 'c'] }] } },
      'classes of “vendor” differ',
    ],
    [
      'another label',
      { header: { ...header, labels: [header.labels[1]!, header.labels[0]!] } },
      '“concept” is missing',
    ],
  ])('refuses a file with %s', async (_, change, message) => {
    expect(await problem(encodeDataset({ ...content, ...change }, gzip))).toContain(message);
  });

  it('refuses a file of another size', async () => {
    const taller = { ...content, header: { ...header, height: 3 }, images: new Uint8Array(36) };
    expect(await problem(encodeDataset(taller, gzip))).toContain('height is 3 instead of 2');
  });
});
