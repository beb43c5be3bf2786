import { expect, it } from 'vitest';
import { emptyDocument } from '../../document/empty.ts';
import { drawPicture, pictureScale } from './draw-picture.ts';

it.each([
  [1500, 900, 2],
  [10_000, 400, 1.6384],
  [400, 20_000, 0.8192],
  [8000, 8000, 1.25],
])('a drawing of %i × %i is drawn at %d pixels a unit', (width, height, scale) => {
  expect(pictureScale(width, height)).toBeCloseTo(scale, 6);
});

it('where the browser cannot draw it, that is said: DOC_PICTURE_FAILED', async () => {
  globalThis.getComputedStyle ??= () => ({ getPropertyValue: () => '' }) as unknown as CSSStyleDeclaration;
  const bounds = { x: 0, y: 0, width: 10, height: 10 };
  // there is no page here to draw on
  const picture = await drawPicture({} as HTMLElement, bounds, 'png', emptyDocument());
  expect(picture.problems.map(({ code }) => code)).toEqual(['DOC_PICTURE_FAILED']);
});
