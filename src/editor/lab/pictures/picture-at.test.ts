import { expect, it } from 'vitest';
import type { TimedPicture } from '../../../runtime/run-state.ts';
import { pictureAt } from './picture-at.ts';

const pictures = [5, 10, 20].map((step): TimedPicture => {
  return { step, spectrum: new Float32Array(), side: 0, similarity: new Float32Array() };
});

it.each([
  [null, 20],
  [0, 5],
  [9.4, 5],
  [10, 10],
  [19, 10],
  [500, 20],
])('at step %s the picture is that of step %d', (step, expected) => {
  expect(pictureAt(pictures, step).step).toBe(expected);
});
