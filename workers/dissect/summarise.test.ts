import { describe, expect, it } from 'vitest';
import type { HostTensor } from '../protocol.ts';
import { shrink } from './shrink.ts';
import { statistics } from './statistics.ts';
import { summarise } from './summarise.ts';

const tensor = (shape: readonly number[], data: readonly number[]): HostTensor => ({
  shape,
  dtype: 'float32',
  data: Float32Array.from(data),
});
const counting = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('statistics', () => {
  it('are those of the numbers', () => {
    const { min, mean, max, std, norm, zeros, notFinite } = statistics(tensor([4], [0, -1, 3, 2]));
    expect({ min, mean, max, zeros, notFinite }).toEqual({
      min: -1,
      mean: 1,
      max: 3,
      zeros: 0.25,
      notFinite: 0,
    });
    expect(std).toBeCloseTo(Math.sqrt((1 + 4 + 4 + 1) / 4), 12);
    expect(norm).toBeCloseTo(Math.sqrt(14), 12);
  });

  it('leave out what is not finite and say how much that is', () => {
    const of = statistics(tensor([4], [NaN, 2, Infinity, 4]));
    expect(of).toMatchObject({ min: 2, mean: 3, max: 4, std: 1, notFinite: 0.5, zeros: 0 });
    expect(statistics(tensor([2], [NaN, NaN]))).toMatchObject({
      min: NaN,
      mean: NaN,
      norm: NaN,
      notFinite: 1,
    });
  });

  it('find small deviations about a large mean', () => {
    expect(statistics(tensor([2], [65536, 65537])).std).toBeCloseTo(0.5, 9);
  });
});

describe('shrink', () => {
  it('leaves what is small as it is', () => {
    expect([...shrink(counting(6), [2, 3], [64, 64]).values]).toEqual(counting(6));
  });

  it('takes the mean of blocks, and of every number once', () => {
    expect(shrink(counting(16), [4, 4], [2, 2])).toEqual({
      rows: 2,
      columns: 2,
      values: Float32Array.of(2.5, 4.5, 10.5, 12.5),
    });
    // five into two: two and three
    expect([...shrink(counting(5), [1, 5], [1, 2]).values]).toEqual([0.5, 3]);
  });
});

describe('summarise', () => {
  const plain = { kind: 'embedding', views: 1 };

  it('gives a scalar as a number and a vector as bars', () => {
    expect(summarise(tensor([], [4.5]), plain).preview).toEqual({ kind: 'scalar', value: 4.5 });
    const { preview } = summarise(tensor([256], counting(256)), plain);
    expect(preview).toMatchObject({ kind: 'bars' });
    expect(
      preview.kind === 'bars' && [preview.values.length, preview.values[0], preview.values[127]],
    ).toEqual([128, 0.5, 254.5]);
  });

  it('never gives more of a matrix than 64×64', () => {
    const { preview } = summarise(tensor([128, 70], counting(128 * 70)), plain);
    expect(preview).toMatchObject({ kind: 'matrix', rows: 64, columns: 64, averaged: false });
  });

  it('averages feature maps over their pixels', () => {
    const { preview } = summarise(tensor([2, 2, 1, 3], counting(12)), { kind: 'features', views: 1 });
    const values = Float32Array.of(1.5, 2.5, 3.5, 7.5, 8.5, 9.5);
    expect(preview).toEqual({ kind: 'matrix', rows: 2, columns: 3, values, averaged: true });
  });

  it('shows the views of each image one after another, at most eight', () => {
    // six images in two views, each of one grey that is its row
    const images = tensor(
      [12, 1, 1, 1],
      counting(12).map((i) => i / 20),
    );
    const { preview } = summarise(images, { kind: 'images', views: 2 });
    if (preview.kind !== 'images') throw new Error(preview.kind);
    expect(preview.rows).toEqual([0, 6, 1, 7, 2, 8, 3, 9]);
    expect(preview.range).toBeNull();
    const greys = preview.rows.map((_, i) => preview.images.pixels[4 * i]);
    expect(greys).toEqual(preview.rows.map((row) => Math.round((row / 20) * 255)));
  });

  it('stretches what was normalised, and says from where', () => {
    const { preview } = summarise(tensor([1, 1, 3, 1], [-2, 0, 2]), { kind: 'images', views: 1 });
    if (preview.kind !== 'images') throw new Error(preview.kind);
    expect(preview.range).toEqual([-2, 2]);
    expect([0, 4, 8].map((i) => preview.images.pixels[i])).toEqual([0, 128, 255]);
  });

  it('makes large images small', () => {
    const { preview } = summarise(
      tensor(
        [1, 224, 112, 3],
        counting(224 * 112 * 3).map((i) => (i % 3) / 2),
      ),
      { kind: 'images', views: 1 },
    );
    if (preview.kind !== 'images') throw new Error(preview.kind);
    expect([preview.images.height, preview.images.width]).toEqual([96, 48]);
    expect([...preview.images.pixels.subarray(0, 4)]).toEqual([0, 128, 255, 255]);
  });
});
