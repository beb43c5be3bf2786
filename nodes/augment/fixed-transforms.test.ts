import { beforeAll, expect, test } from 'vitest';
import { relativeError } from '../../src/runtime/fixtures/relative-error.ts';
import { refusalOf, runNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { erase } from './erase.ts';
import { gaussianBlur } from './gaussian-blur.ts';
import { normalize } from './normalize.ts';
import { resizedCrop } from './resized-crop.ts';
import { rotate90 } from './rotate90.ts';
import { solarize } from './solarize.ts';

const count = (shape: readonly number[]) =>
  floats(
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
  );

beforeAll(() => useBackend('cpu'));

test('four single turns are a full one, and three undo one', async () => {
  const images = count([1, 2, 3, 1]);
  const turn = async (x: typeof images, quarterTurns: number) =>
    (await runNode(rotate90, { params: { quarterTurns }, inputs: { images: x } })).images!;
  const once = await turn(images, 1);
  expect(once.shape).toEqual([1, 3, 2, 1]);
  expect([...once.data]).toEqual([2, 5, 1, 4, 0, 3]);
  expect(await turn(await turn(once, 1), 2)).toEqual(await turn(images, 0));
  expect((await turn(once, 3)).data).toEqual(images.data);
  expect((await turn(images, 2)).data).toEqual((await turn(once, 1)).data);
});

test('a crop of the nearest pixels repeats them', async () => {
  const params = { top: 1, left: 0, height: 1, width: 2, size: 4, interpolation: 'nearest' };
  const out = await runNode(resizedCrop, { params, inputs: { images: count([1, 2, 2, 1]) } });
  expect([...out.images!.data.slice(0, 4)]).toEqual([2, 2, 3, 3]);
});

test('a crop outside the image is refused', () => {
  const params = { top: 1, left: 0, height: 2, width: 2, size: 2 };
  expect(refusalOf(resizedCrop, { params, inputs: { images: count([1, 2, 2, 1]) } })?.code).toBe(
    'SHAPE_MISMATCH',
  );
});

test('a blur leaves a uniform image as it is, up to the border', async () => {
  const images = floats([1, 4, 5, 1], new Array(20).fill(0.7));
  const out = await runNode(gaussianBlur, { params: { kernelSize: 5, sigma: 1.3 }, inputs: { images } });
  expect(relativeError(out.images!, images)).toBeLessThan(1e-6);
});

test('a blur wider than the image can be mirrored is refused', () => {
  const inputs = { images: count([1, 2, 9, 1]) };
  expect(refusalOf(gaussianBlur, { params: { kernelSize: 5 }, inputs })?.code).toBe('SHAPE_MISMATCH');
  expect(refusalOf(gaussianBlur, { params: { kernelSize: 3 }, inputs })).toBeNull();
});

test('a window has an odd width', () => {
  expect(gaussianBlur.params.safeParse({ kernelSize: 4 }).success).toBe(false);
});

test('solarizing inverts the threshold itself', async () => {
  const images = floats([1, 1, 3, 1], [0.25, 0.5, 0.75]);
  const out = await runNode(solarize, { params: { threshold: 0.5 }, inputs: { images } });
  expect([...out.images!.data]).toEqual([0.25, 0.5, 0.25]);
  const higher = await runNode(solarize, { params: { threshold: 0.25 }, inputs: { images } });
  expect([...higher.images!.data]).toEqual([0.75, 0.5, 0.25]);
});

test('a box beyond the border is cut off there', async () => {
  const params = { top: 1, left: 1, height: 9, width: 9, value: -1 };
  const out = await runNode(erase, { params, inputs: { images: count([1, 2, 2, 1]) } });
  expect([...out.images!.data]).toEqual([0, 1, 2, -1]);
});

test('one mean serves all channels; two do not serve three', () => {
  const inputs = { images: count([1, 2, 2, 3]) };
  expect(refusalOf(normalize, { params: { mean: [0], std: [1] }, inputs })).toBeNull();
  expect(refusalOf(normalize, { params: { mean: [0, 1], std: [1] }, inputs })).toMatchObject({
    code: 'GRAPH_BAD_PARAM',
    at: { param: 'mean' },
  });
});
