import { expect, test } from 'vitest';
import { findDataset } from '../../src/ir/datasets.ts';
import { defined } from '../../src/base/assert.ts';
import { generateFactors } from './factors.ts';
import { probeSample } from './probe-sample.ts';

const factors = generateFactors();
/** `toEqual` walks arrays of this size for seconds. */
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

test('a dataset within the limit is measured whole', () => {
  expect(probeSample(factors, 4096)).toBe(factors);
  expect(defined(findDataset('emoji'), 'emoji is known').count).toBeLessThanOrEqual(4096);
});

test('a larger one is sampled evenly, its parts in proportion and apart', () => {
  const sample = probeSample(factors, 500);
  expect(sample.info).toMatchObject({ count: 500, trainCount: 400, heldOutCount: 100, hasTwins: false });
  expect(new Set([...sample.train, ...sample.heldOut]).size).toBe(500);
  expect(sample.images).toHaveLength(500 * 32 * 32 * 3);
  expect(same(probeSample(factors, 500).images, sample.images)).toBe(true);
});

test('images keep their pixels and labels', () => {
  const sample = probeSample(factors, 500);
  const size = 32 * 32 * 3;
  const last = factors.heldOut[Math.floor((99 * factors.heldOut.length) / 100)]!;
  expect(
    same(sample.images.subarray(499 * size), factors.images.subarray(last * size, (last + 1) * size)),
  ).toBe(true);
  for (const [name, { values }] of Object.entries(sample.labels)) {
    expect(values[499]).toBe(factors.labels[name]!.values[last]);
  }
});
