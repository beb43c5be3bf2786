import { expect, test } from 'vitest';
import { gridNeighbour } from './grid-neighbour.ts';

// two rows of three, then a group of one
const BOXES = [
  { left: 0, top: 0 },
  { left: 100, top: 0 },
  { left: 200, top: 0 },
  { left: 0, top: 80 },
  { left: 100, top: 80 },
  { left: 200, top: 80 },
  { left: 0, top: 200 },
];

test.each([
  [0, 'ArrowRight', 1],
  [2, 'ArrowRight', 3],
  [6, 'ArrowRight', 6],
  [3, 'ArrowLeft', 2],
  [0, 'ArrowLeft', 0],
  [1, 'ArrowDown', 4],
  [5, 'ArrowDown', 6],
  [6, 'ArrowUp', 3],
  [1, 'ArrowUp', 1],
  [4, 'Home', 0],
  [4, 'End', 6],
  [4, 'x', 4],
])('from card %i, %s leads to card %i', (from, key, to) => {
  expect(gridNeighbour(BOXES, from, key)).toBe(to);
});
