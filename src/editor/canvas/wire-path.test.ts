import { expect, it } from 'vitest';
import { pathThrough, placeAmong } from './wire-path.ts';

const RIGHT = { x: 1, y: 0 };
const LEFT = { x: -1, y: 0 };

it('goes through every point, leaving and entering the ports level', () => {
  const { path } = pathThrough({ x: 0, y: 0, out: RIGHT }, [{ x: 60, y: 90 }], { x: 120, y: 0, out: LEFT });
  const numbers = path.match(/-?[\d.]+/g)!.map(Number);
  const points = Array.from({ length: numbers.length / 2 }, (_, i) => numbers.slice(2 * i, 2 * i + 2));
  expect(points).toHaveLength(7);
  expect([points[0], points[3], points[6]]).toEqual([
    [0, 0],
    [60, 90],
    [120, 0],
  ]);
  // control points next to the ports lie level with them
  expect(points[1]![1]).toBe(0);
  expect(points[1]![0]).toBeGreaterThan(0);
  expect(points[5]![1]).toBe(0);
  expect(points[5]![0]).toBeLessThan(120);
  // and those beside the point in a line with it, so there is no corner
  expect([points[2]![1], points[4]![1]]).toEqual([90, 90]);
  expect(points[2]![0]).toBeLessThan(60);
});

it('puts the label on the longest stretch, and two points on one place do no harm', () => {
  const end = { x: 400, y: 0, out: LEFT };
  const { label } = pathThrough({ x: 0, y: 0, out: RIGHT }, [{ x: 40, y: 0 }], end);
  expect(label.x).toBeCloseTo(220);
  const twice = pathThrough({ x: 0, y: 0, out: RIGHT }, [end, end], end);
  expect(twice.path).not.toContain('NaN');
});

it('a new point comes between the two it lies between', () => {
  const points = [
    { x: 100, y: 100 },
    { x: 200, y: 100 },
  ];
  const at = (x: number, y: number) => placeAmong({ x: 0, y: 0 }, points, { x: 300, y: 0 }, { x, y });
  expect([at(40, 50), at(150, 90), at(260, 50)]).toEqual([0, 1, 2]);
  expect(placeAmong({ x: 0, y: 0 }, [], { x: 9, y: 9 }, { x: 4, y: 0 })).toBe(0);
});
