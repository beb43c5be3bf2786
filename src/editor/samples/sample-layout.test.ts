import { describe, expect, it } from 'vitest';
import { SAMPLE_IMAGES, sampleIndex, sampleLayout } from './sample-layout.ts';

describe('sampleLayout', () => {
  it.each([
    [1, { images: 4, views: 1, perRow: 4, columns: 4 }],
    [2, { images: 4, views: 2, perRow: 2, columns: 4 }],
    [3, { images: 2, views: 3, perRow: 1, columns: 3 }],
    [8, { images: 2, views: 8, perRow: 1, columns: 8 }],
    [16, { images: 2, views: 8, perRow: 1, columns: 8 }],
  ])('lays %i views side by side', (views, layout) => {
    expect(sampleLayout(views)).toEqual(layout);
    expect(layout.images).toBeLessThanOrEqual(SAMPLE_IMAGES);
  });
});

it('finds a view of an image behind those of all images before', () => {
  expect(sampleIndex(0, 0)).toBe(0);
  expect(sampleIndex(3, 0)).toBe(3);
  expect(sampleIndex(1, 1)).toBe(SAMPLE_IMAGES + 1);
});
