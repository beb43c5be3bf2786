import { describe, expect, it } from 'vitest';
import { DATASETS } from '../../src/ir/datasets.ts';
import type { Dataset } from './dataset.ts';
import { gatherImages } from './gather-images.ts';

const dataset: Dataset = {
  info: { ...DATASETS.mnist, count: 3, height: 1, width: 2, channels: 1 },
  images: Uint8Array.of(0, 255, 51, 102, 153, 204),
  labels: {},
  train: Int32Array.of(0, 1, 2),
  heldOut: new Int32Array(),
};

describe('gatherImages', () => {
  it('scales to [0, 1] in the order of the indices, which may repeat', () => {
    const out = new Float32Array(6);
    gatherImages(dataset, Int32Array.of(2, 0, 2), out);
    expect([...out]).toEqual([0.6, 0.8, 0, 1, 0.6, 0.8].map(Math.fround));
  });

  it('throws for an index or a buffer that does not fit', () => {
    expect(() => gatherImages(dataset, Int32Array.of(3), new Float32Array(2))).toThrow('image 3');
    expect(() => gatherImages(dataset, Int32Array.of(0), new Float32Array(3))).toThrow('room');
  });
});
