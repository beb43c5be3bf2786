import { expect, it } from 'vitest';
import { frameOf, pointAt, pointBeside } from './map-picture.ts';

const POINTS = Float32Array.of(0, 0, 1, 0, 0, 1, -1, 0, 0, -1);

it('keeps all points in the picture, upwards up, with one scale for both axes', () => {
  const frame = frameOf(POINTS, 300, 100);
  const places = [0, 1, 2, 3, 4].map((i) => [frame.x(POINTS[2 * i]!), frame.y(POINTS[2 * i + 1]!)] as const);
  for (const [x, y] of places) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(300);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(100);
  }
  expect(places[0]).toEqual([150, 50]);
  expect(places[1]![0] - 150).toBeCloseTo(50 - places[2]![1], 6);
  expect(places[2]![1]).toBeLessThan(50);
});

it('holds a stray point at the border and gives a collapsed one the middle', () => {
  const many = new Float32Array(2000).map((_, i) => Math.sin(i));
  many[0] = 1e6;
  const frame = frameOf(many, 200, 200);
  expect(frame.x(1e6)).toBe(197);
  expect(frame.x(1) - frame.x(-1)).toBeGreaterThan(150);
  const flat = frameOf(new Float32Array(20), 200, 100);
  expect([flat.x(0), flat.y(0)]).toEqual([100, 50]);
});

it('finds the point under the pointer and the one beside another', () => {
  const frame = frameOf(POINTS, 200, 200);
  expect(pointAt(POINTS, frame, { x: frame.x(1) - 4, y: frame.y(0) + 3 }, 8)).toBe(1);
  expect(pointAt(POINTS, frame, { x: 2, y: 2 }, 8)).toBeNull();
  expect(pointBeside(POINTS, frame, 0, [1, 0])).toBe(1);
  expect(pointBeside(POINTS, frame, 0, [0, -1])).toBe(2);
  expect(pointBeside(POINTS, frame, 3, [-1, 0])).toBeNull();
});
