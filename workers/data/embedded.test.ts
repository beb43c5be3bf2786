import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { channelStatistics } from '../../scripts/channel-statistics.ts';
import { DATASETS, type DatasetId } from '../../src/ir/datasets.ts';
import type { Dataset } from './dataset.ts';
import { loadDataset } from './load-dataset.ts';
import { readNodeFile } from './read-node-file.ts';

const folder = fileURLToPath(new URL('../../public/data/', import.meta.url));

async function load(id: DatasetId): Promise<Dataset> {
  const outcome = await loadDataset(id, readNodeFile(folder));
  if (!outcome.ok) throw new Error(outcome.problems[0]!.message);
  return outcome.value;
}

describe.each(Object.values(DATASETS))('the $id dataset', (info) => {
  let dataset: Dataset;
  beforeAll(async () => {
    dataset = await load(info.id);
  });

  it('agrees with the catalogue', () => {
    const { images, labels, train, heldOut, twin } = dataset;
    const size = info.height * info.width * info.channels;
    expect(images.length).toBe(info.count * size);
    expect(train.length).toBe(info.trainCount);
    expect(heldOut.length).toBe(info.heldOutCount);
    expect(twin !== undefined).toBe(info.hasTwins);
    const classes = Object.entries(labels).map(([name, { names }]) => [name, names.length]);
    expect(classes).toEqual(Object.entries(info.labels));
    const { mean, std } = channelStatistics(images, train, info.channels, size);
    expect({ mean, std }).toEqual({ mean: info.mean, std: info.std });
    if (info.file) expect(statSync(folder + info.file).size).toBeLessThan(8e6);
  });

  it('divides the images into two disjoint parts', () => {
    const all = [...dataset.train, ...dataset.heldOut].sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: info.count }, (_, i) => i));
  });

  it('has an image of every class, and no value beyond', () => {
    for (const { names, values } of Object.values(dataset.labels)) {
      expect(new Set(names).size).toBe(names.length);
      expect([...new Set(values)].sort((a, b) => a - b)).toEqual(names.map((_, i) => i));
    }
  });
});

describe('the emoji', () => {
  let emoji: Dataset;
  beforeAll(async () => {
    emoji = await load('emoji');
  });
  const bytes = 32 * 32 * 3;
  const key = (index: number): string =>
    Buffer.from(emoji.images.subarray(index * bytes, (index + 1) * bytes)).toString('latin1');

  it('pairs the two vendors’ drawings of a concept', () => {
    const { concept, category, subcategory, vendor } = emoji.labels;
    emoji.twin!.forEach((other, i) => {
      expect(emoji.twin![other]).toBe(i);
      expect(concept!.values[other]).toBe(concept!.values[i]);
      expect(category!.values[other]).toBe(category!.values[i]);
      expect(subcategory!.values[other]).toBe(subcategory!.values[i]);
      expect(vendor!.values[other]).not.toBe(vendor!.values[i]);
    });
  });

  it('holds out both drawings of a fifth of the concepts, of each category its share', () => {
    const heldOut = new Set(emoji.heldOut);
    for (const i of emoji.heldOut) expect(heldOut.has(emoji.twin![i]!)).toBe(true);
    expect(emoji.heldOut.length).toBe(2 * Math.round(1911 / 5));
    const { names, values } = emoji.labels.category!;
    names.forEach((_, category) => {
      const members = [...values.keys()].filter((i) => values[i] === category);
      const share = members.filter((i) => heldOut.has(i)).length / members.length;
      expect(share).toBeGreaterThan(0.18);
      expect(share).toBeLessThan(0.22);
    });
  });

  it('has no held-out drawing twice', () => {
    const times = new Map<string, number>();
    for (let i = 0; i < emoji.info.count; i++) times.set(key(i), (times.get(key(i)) ?? 0) + 1);
    for (const i of emoji.heldOut) expect(times.get(key(i))).toBe(1);
  });

  it('stands on white', () => {
    const { images } = emoji;
    const { names, values } = emoji.labels.concept!;
    // a red heart leaves all corners free
    const heart = values.indexOf(names.indexOf('heavy black heart'));
    for (const corner of [0, 31, 31 * 32, 32 * 32 - 1]) {
      const start = heart * bytes + corner * 3;
      expect([...images.subarray(start, start + 3)]).toEqual([255, 255, 255]);
    }
    const centre = heart * bytes + (16 * 32 + 16) * 3;
    expect(images[centre]!).toBeGreaterThan(180);
    expect(images[centre + 2]!).toBeLessThan(100);
  });
});

describe('the digits', () => {
  it('begin as MNIST does, in both parts', async () => {
    const { labels, heldOut } = await load('mnist');
    expect([...labels.digit!.values.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    const first = heldOut[0]!;
    expect([...labels.digit!.values.subarray(first, first + 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });
});
