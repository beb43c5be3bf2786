import { expect, test } from 'vitest';
import { DATASETS } from '../../src/ir/datasets.ts';
import type { Dataset } from '../data/dataset.ts';
import { finish } from './finish.ts';
import { measureDataset } from './measure-dataset.ts';
import { syntheticMatrix } from './synthetic-matrix.ts';

const params = { k: 1, temperature: 0.1, label: 'first' };

/** Concept c has image 2c of vendor 0 and 2c + 1 of vendor 1; the last fifth of the concepts is held out. */
function dataset(concepts: number): Dataset {
  const images = Array.from({ length: 2 * concepts }, (_, image) => image);
  const held = (image: number): boolean => image >= 2 * Math.floor(0.8 * concepts);
  const column = (classes: number, of: (image: number) => number) => ({
    names: Array.from({ length: classes }, (_, c) => `class ${c}`),
    values: Int32Array.from(images, of),
  });
  return {
    info: {
      ...DATASETS.emoji,
      count: images.length,
      trainCount: images.filter((image) => !held(image)).length,
      heldOutCount: images.filter(held).length,
      labels: { category: 4, vendor: 2 },
    },
    images: new Uint8Array(images.length),
    labels: {
      category: column(4, (image) => (image >> 1) % 4),
      vendor: column(2, (image) => image % 2),
    },
    train: Int32Array.from(images.filter((image) => !held(image))),
    heldOut: Int32Array.from(images.filter(held)),
    twin: Int32Array.from(images, (image) => image ^ 1),
  };
}

/** Features by image: each concept has a direction of its own, drawn a little differently by each vendor. */
function features(concepts: number, dimensions: number): Float32Array {
  const concept = syntheticMatrix(concepts, dimensions).data;
  const noise = syntheticMatrix(2 * concepts, dimensions, (normal) => 0.01 * normal).data;
  return noise.map((x, i) => x + concept[Math.floor(i / (2 * dimensions)) * dimensions + (i % dimensions)]!);
}

test('finds every twin where the drawings of a concept lie together', () => {
  const measured: Readonly<Record<string, number>> = finish(
    measureDataset('retrieval', features(100, 32), dataset(100), params),
  );
  expect(measured).toMatchObject({ twin: 1, twinHeldOut: 1 });
});

test('tells held-out twins from the rest, each against all of the other vendor', () => {
  const drawn = features(100, 32);
  // vendor 1 swaps the drawings of concepts 80 and 81, both held out: four of 200 images, four of 40, go wrong
  const swapped = drawn.slice();
  swapped.set(drawn.subarray(163 * 32, 164 * 32), 161 * 32);
  swapped.set(drawn.subarray(161 * 32, 162 * 32), 163 * 32);
  const measured = finish(measureDataset('retrieval', swapped, dataset(100), params));
  expect(measured.twin).toBeCloseTo(196 / 200, 12);
  expect(measured.twinHeldOut).toBeCloseTo(36 / 40, 12);
});

test('counts images of both vendors', () => {
  // concepts 0 and 1 of vendor 0 point one way: 0 finds its twin, 1 does not; vendor 1 is right about both
  const angles = [0, 0.1, 0.05, 0.9];
  const data = Float32Array.from(angles.flatMap((x) => [Math.cos(x), Math.sin(x)]));
  expect(finish(measureDataset('retrieval', data, dataset(2), params)).twin).toBe(0.5);
});

test('finds by chance only where all features are alike', () => {
  const { twin } = finish(
    measureDataset('retrieval', new Float32Array(200 * 8).fill(1), dataset(100), params),
  );
  expect(twin).toBe(1 / 100);
});

test('classifies held-out images by the training part', () => {
  const pairs = dataset(100);
  const byCategory = Float32Array.from({ length: 800 }, (_, i) =>
    pairs.labels.category!.values[i >> 2] === i % 4 ? 1 : 0,
  );
  expect(finish(measureDataset('retrieval', byCategory, pairs, params)).knn).toBe(1);
  expect(finish(measureDataset('retrieval', byCategory, pairs, { ...params, label: 'vendor' })).knn).toBe(
    0.5,
  );
});

test('leaves out what the dataset cannot tell', () => {
  const { info, images, labels, train, heldOut } = dataset(20);
  const withoutTwins = { info, images, labels, train, heldOut };
  const work = measureDataset('retrieval', features(20, 8), withoutTwins, { ...params, label: 'digit' });
  expect(finish(work)).toEqual({});
});

test('says NaN of features that are not finite', () => {
  const broken = features(20, 8);
  broken[3] = NaN;
  expect(finish(measureDataset('retrieval', broken, dataset(20), params))).toEqual({
    knn: NaN,
    twin: NaN,
    twinHeldOut: NaN,
  });
});

test('pauses often', () => {
  const work = measureDataset('retrieval', features(600, 128), dataset(600), params);
  let pauses = 0;
  while (!work.next().done) pauses++;
  expect(pauses).toBeGreaterThan(30);
});
