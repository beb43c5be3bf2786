import { describe, expect, it } from 'vitest';
import { polygonDistance, SHAPE_POLYGONS } from './shape-polygons.ts';

const square = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
] as const;

describe('polygonDistance', () => {
  it.each([
    [0, 0, -1],
    [0.75, 0, -0.25],
    [3, 0, 2],
    [4, 5, 5],
    [1, 0.5, 0],
  ])('at (%d, %d) is %d for a square', (x, y, distance) => {
    expect(polygonDistance(square, x, y)).toBeCloseTo(distance, 12);
  });
});

describe.each(Object.entries(SHAPE_POLYGONS))('%s', (_, polygon) => {
  it('lies within the unit circle and fills a good part of it', () => {
    for (const [x, y] of polygon) expect(Math.hypot(x, y)).toBeLessThanOrEqual(1 + 1e-9);
    expect(Math.max(...polygon.map(([x, y]) => Math.hypot(x, y)))).toBeGreaterThan(0.9);
  });

  it.each([18, 36, 54, 72])('looks different when turned by %d°', (degrees) => {
    const angle = (degrees * Math.PI) / 180;
    const differs = polygon.some(([x, y]) => {
      const turnedX = Math.cos(angle) * x - Math.sin(angle) * y;
      const turnedY = Math.sin(angle) * x + Math.cos(angle) * y;
      return Math.abs(polygonDistance(polygon, turnedX, turnedY)) > 0.08;
    });
    expect(differs).toBe(true);
  });
});
