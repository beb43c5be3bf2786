import { expect, it } from 'vitest';
import { pixelsOf } from './pixels-of.ts';

it.each([
  ['grey', 1, [1, 2, 3, 4], [3, 3, 3, 255, 4, 4, 4, 255]],
  ['colour', 3, [0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6], [1, 2, 3, 255, 4, 5, 6, 255]],
  ['RGBA', 4, [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 255, 4, 5, 6, 255], [1, 2, 3, 255, 4, 5, 6, 255]],
])('the second of two images in %s', (_, channels, bytes, expected) => {
  const images = Uint8Array.from(bytes);
  expect([...pixelsOf({ images, channels, width: 2, height: 1 }, 1)]).toEqual(expected);
});
