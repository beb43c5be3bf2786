import { expect, it } from 'vitest';
import { areaAround, contains } from './area.ts';

it('a frame’s rectangle holds what it is drawn around, with room for the title, on the grid', () => {
  const areas = [
    { x: 3, y: 7, width: 190, height: 120 },
    { x: 300, y: -41, width: 88, height: 90 },
  ];
  const around = areaAround(areas);
  expect(around).toEqual({ x: -30, y: -110, width: 450, height: 270 });
  expect(areas.every((area) => contains(around, area))).toBe(true);
});

it('what sticks out is not inside', () => {
  const frame = { x: 0, y: 0, width: 100, height: 100 };
  expect(contains(frame, { x: 0, y: 0, width: 100, height: 100 })).toBe(true);
  expect(contains(frame, { x: 1, y: 0, width: 100, height: 100 })).toBe(false);
  expect(contains(frame, { x: 0, y: -1, width: 10, height: 10 })).toBe(false);
});
