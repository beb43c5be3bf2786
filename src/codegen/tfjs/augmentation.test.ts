import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { gaussianBlur } from '../../../nodes/augment/gaussian-blur.ts';
import { grayscale } from '../../../nodes/augment/grayscale.ts';
import { horizontalFlip } from '../../../nodes/augment/horizontal-flip.ts';
import { hue } from '../../../nodes/augment/hue.ts';
import { resizedCrop } from '../../../nodes/augment/resized-crop.ts';
import { solarize } from '../../../nodes/augment/solarize.ts';
import { runNode } from '../../../nodes/testing/run-node.ts';
import { floats, useBackend } from '../../../nodes/testing/run-on.ts';
import type { NodeSpec } from '../../spec/index.ts';
import { colorJitterInPlace } from '../../../workers/engine/execute/color-jitter-host.ts';
import { withNeeds } from '../snippet.ts';
import * as library from './library/augment.ts';

interface Image {
  readonly data: Float32Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}
type Change = (image: Image, ...rest: readonly unknown[]) => Image;

/** The definitions of the library as a module has them, with the order of colour changes left as it is. */
function definitions(): Record<string, Change> {
  const all = withNeeds(Object.values(library));
  const code = all.map((one) => one.code).join('\n');
  const names = all.map(({ name }) => name).join(', ');
  const make = new Function('tf', 'MEAN', 'DEVIATION', `${code}\nreturn { ${names} };`) as (
    ...given: unknown[]
  ) => Record<string, Change>;
  return make({ util: { shuffle: () => undefined } }, [0.5, 0.4, 0.3], [0.2, 0.25, 0.5]);
}
const code = definitions();

const [height, width, channels] = [7, 9, 3];
const picture: Image = {
  data: Float32Array.from({ length: height * width * channels }, (_, i) => Math.abs(Math.sin(i * 1.7 + 0.3))),
  height,
  width,
  channels,
};
const close = (found: ArrayLike<number>, expected: ArrayLike<number>) => {
  expect(found).toHaveLength(expected.length);
  for (let i = 0; i < expected.length; i++) expect(found[i]).toBeCloseTo(expected[i]!, 5);
};

beforeAll(() => useBackend('cpu'));
afterEach(() => vi.restoreAllMocks());

/** What the canvas's node makes of the picture. */
async function byNode(spec: NodeSpec, params: Record<string, unknown> = {}): Promise<ArrayLike<number>> {
  const images = floats([1, height, width, channels], picture.data);
  return (await runNode(spec, { params, inputs: { images } })).images!.data;
}

describe('exported changes of images are the canvas’s', () => {
  test.each([
    [2, 1, 4, 6, 5],
    [0, 0, 7, 9, 12],
    [3, 3, 1, 1, 3],
  ])('a box at %i, %i of %i×%i in a square of %i', async (top, left, boxHeight, boxWidth, size) => {
    const box = { top, left, height: boxHeight, width: boxWidth };
    const expected = await byNode(resizedCrop, { ...box, size });
    const found = code['resize']!(picture, [top, left, boxHeight, boxWidth], size, size);
    expect([found.height, found.width]).toEqual([size, size]);
    close(found.data, expected);
  });

  test('mirrored', async () => close(code['flip']!(picture).data, await byNode(horizontalFlip)));
  test('grey', async () => close(code['grayscale']!(picture).data, await byNode(grayscale)));
  test('solarized', async () =>
    close(code['solarize']!(picture, 0.4).data, await byNode(solarize, { threshold: 0.4 })));
  test.each([
    [3, 0.6],
    [7, 1.9],
  ])('blurred over %i pixels with %f', async (kernelSize, sigma) =>
    close(
      code['gaussianBlur']!(picture, kernelSize, sigma).data,
      await byNode(gaussianBlur, { kernelSize, sigma }),
    ),
  );
  test.each([-0.37, 0.08, 0.5])('hue moved by %f turns', async (delta) => {
    const moved = picture.data.slice();
    (code['shiftHue'] as unknown as (data: Float32Array, shift: number) => void)(moved, delta);
    close(moved, await byNode(hue, { delta }));
  });

  test('colours changed, one after another', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.75);
    const found = code['colorJitter']!(picture, {
      brightness: 0.4,
      contrast: 0.6,
      saturation: 0.8,
      hue: 0.2,
    });
    const expected = picture.data.slice();
    colorJitterInPlace(expected, [1.2, 1.3, 1.4, 0.1], [0, 1, 2, 3], height * width);
    close(found.data, expected);
  });
});

test('colours of an image with one channel are brightness and contrast', () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.75);
  const gray = { data: Float32Array.of(0.1, 0.2, 0.3, 0.4), height: 2, width: 2, channels: 1 };
  const found = code['colorJitter']!(gray, { brightness: 0.4, contrast: 0.6, saturation: 0.8, hue: 0.2 });
  // times 1.2, then away from their mean of 0.3 by 1.3
  close(found.data, [0.066, 0.222, 0.378, 0.534]);
});

test('random boxes have the areas that are asked for, and lie within', () => {
  const boxes: (readonly number[])[] = [];
  const tools = new Function(
    'resize',
    `${library.between.code}\n${library.randomResizedCrop.code}\nreturn randomResizedCrop;`,
  ) as (resize: unknown) => (image: unknown, height: number, width: number, scale: readonly number[]) => void;
  const crop = tools((_: unknown, box: readonly number[]) => void boxes.push(box));
  for (let i = 0; i < 2000; i++) crop({ height: 100, width: 100 }, 32, 32, [0.2, 0.6]);
  const areas = boxes.map(([, , h, w]) => (h! * w!) / 10_000);
  expect(Math.min(...areas)).toBeGreaterThan(0.19);
  expect(Math.max(...areas)).toBeLessThan(0.61);
  expect(areas.reduce((sum, area) => sum + area, 0) / areas.length).toBeCloseTo(0.4, 1);
  for (const [top, left, h, w] of boxes) {
    expect(top! >= 0 && left! >= 0 && top! + h! <= 100 && left! + w! <= 100).toBe(true);
    expect(w! / h!).toBeGreaterThan(0.7);
    expect(w! / h!).toBeLessThan(1.4);
  }
});
