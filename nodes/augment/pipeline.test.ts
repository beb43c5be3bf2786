import { beforeAll, describe, expect, test } from 'vitest';
import { relativeError } from '../../src/runtime/fixtures/relative-error.ts';
import { refusalOf, runNode, traceNode } from '../testing/run-node.ts';
import { BACKENDS, floats, useBackend } from '../testing/run-on.ts';
import { pipeline } from './pipeline.ts';
import { resizedCrop } from './resized-crop.ts';

const pattern = (shape: readonly number[]) =>
  floats(
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => ((i * 37) % 101) / 101),
  );

/** Everything off: views are copies. */
const OFF = {
  crop: false,
  flipProbability: 0,
  jitterProbability: 0,
  grayscaleProbability: 0,
  blurProbability: 0,
  solarizeProbability: 0,
  normalize: 'none',
};
const images = pattern([2, 6, 6, 3]);
const twice = floats([4, 6, 6, 3], [...images.data, ...images.data]);

beforeAll(() => useBackend('cpu'));

test('draws its parameters for every image of every view', () => {
  const params = { views: 3, blurProbability: 0.5, solarizeProbability: 0.1, normalize: 'none' };
  const { feeds, signals } = traceNode(pipeline, { params, inputs: { images } });
  const draws = [...feeds.values()].filter(({ source }) => source.kind === 'draw');
  expect(Object.fromEntries(draws.map(({ id, type }) => [id, type.shape]))).toEqual({
    'node.flip': [6],
    'node.crop': [6, 4],
    'node.jitter': [6, 4],
    'node.jitterOrder': [6, 4],
    'node.grayscale': [6],
    'node.blurSigma': [6],
    'node.blur': [6],
    'node.solarize': [6],
  });
  expect(signals.images!.views).toBe(3);
  expect(signals.images!.tensor.shape).toEqual([6, 6, 6, 3]);
});

test('copies the batch, view after view, when all is off', async () => {
  const out = await runNode(pipeline, { params: { ...OFF, views: 2 }, inputs: { images } });
  expect(relativeError(out.images!, twice)).toBe(0);
});

describe('an image that chance spares stays as it is', () => {
  const none = floats([2], [0, 0]);
  const cases: [string, Record<string, unknown>, Record<string, ReturnType<typeof floats>>][] = [
    ['flip', { flipProbability: 0.5 }, { flip: none }],
    ['grayscale', { grayscaleProbability: 0.5 }, { grayscale: none }],
    ['blur', { blurProbability: 0.5 }, { blur: none, blurSigma: floats([2], [1, 2]) }],
    ['solarize', { solarizeProbability: 0.5 }, { solarize: none }],
    ['crop', { crop: true }, { crop: floats([2, 4], [0, 0, 6, 6, 0, 0, 6, 6]) }],
  ];
  test.each(cases)('%s', async (_, params, numbers) => {
    const out = await runNode(pipeline, {
      params: { ...OFF, views: 1, ...params },
      inputs: { images },
      numbers,
    });
    expect(relativeError(out.images!, images)).toBeLessThan(1e-6);
  });
});

test('mirrors the same with and without a crop', async () => {
  const flip = floats([2], [1, 0]);
  const crop = floats([2, 4], [0, 0, 6, 6, 0, 0, 6, 6]);
  const params = { ...OFF, views: 1, flipProbability: 0.5 };
  const plain = await runNode(pipeline, { params, inputs: { images }, numbers: { flip } });
  const cropped = await runNode(pipeline, {
    params: { ...params, crop: true },
    inputs: { images },
    numbers: { flip, crop },
  });
  expect(relativeError(cropped.images!, plain.images!)).toBeLessThan(1e-6);
  const [row, mirrored] = [images.data.slice(0, 18), plain.images!.data.slice(0, 18)];
  expect([...mirrored.slice(15)]).toEqual([...row.slice(0, 3)]);
  expect([...plain.images!.data.slice(108)]).toEqual([...images.data.slice(108)]);
});

test('never reads outside the crop', async () => {
  // one bright pixel just beside the box
  const data = new Float32Array(36 * 3);
  data.fill(1, (1 * 6 + 1) * 3, (1 * 6 + 1) * 3 + 3);
  const out = await runNode(pipeline, {
    params: { ...OFF, views: 1, crop: true },
    inputs: { images: floats([1, 6, 6, 3], data) },
    numbers: { crop: floats([1, 4], [2, 2, 3, 3]) },
  });
  expect(Math.max(...out.images!.data)).toBe(0);
});

test('changes each image by its own numbers', async () => {
  const alike = floats([2, 6, 6, 3], [...images.data.slice(0, 108), ...images.data.slice(0, 108)]);
  const out = await runNode(pipeline, {
    params: { ...OFF, views: 1, grayscaleProbability: 0.5 },
    inputs: { images: alike },
    numbers: { grayscale: floats([2], [0, 1]) },
  });
  const pixel = (image: number): number[] => [...out.images!.data.slice(image * 108, image * 108 + 3)];
  expect(pixel(0)).toEqual([...images.data.slice(0, 3)]);
  expect(new Set(pixel(1)).size).toBe(1);
});

test('jitters images with one channel by brightness and leaves hue and saturation out', async () => {
  const gray = pattern([1, 4, 4, 1]);
  const out = await runNode(pipeline, {
    params: { ...OFF, views: 1, jitterProbability: 1 },
    inputs: { images: gray },
    numbers: { jitter: floats([1, 4], [0.5, 1, 1, 0.3]), jitterOrder: floats([1, 4], [3, 0, 1, 2]) },
  });
  const expected = floats(
    gray.shape,
    gray.data.map((x) => x / 2),
  );
  expect(relativeError(out.images!, expected)).toBeLessThan(1e-6);
});

test('normalises by the dataset’s mean and deviation', async () => {
  const plain = pattern([2, 28, 28, 1]);
  const params = { ...OFF, views: 1, normalize: 'dataset' };
  const out = await runNode(pipeline, { params, inputs: { images: plain }, dataset: 'mnist' });
  expect(out.images!.data[0]).toBeCloseTo((plain.data[0]! - 0.1316) / 0.3093, 5);
});

test('in evaluation gives one view and only normalises it', () => {
  const traced = traceNode(pipeline, {
    params: { views: 2, blurProbability: 1 },
    inputs: { images: pattern([2, 32, 32, 3]) },
    dataset: 'emoji',
    mode: 'evaluate',
  });
  expect(traced.signals.images!.views).toBe(1);
  expect([...traced.feeds.keys()]).toEqual(['node.images']);
});

describe.each(BACKENDS)('on %s, views of another size', (backend) => {
  beforeAll(() => useBackend(backend));
  const run = (given: Parameters<typeof runNode>[1], spec = pipeline) => runNode(spec, given, backend);

  test('are crops resized to it, as the bare transform does it', async () => {
    const boxes = [
      [1, 0, 4, 5],
      [2, 1, 3, 2],
    ] as const;
    const out = await run({
      params: { ...OFF, views: 1, crop: true, outputSize: 4 },
      inputs: { images },
      numbers: { crop: floats([2, 4], boxes.flat()) },
    });
    expect(out.images!.shape).toEqual([2, 4, 4, 3]);
    for (const [i, [top, left, height, width]] of boxes.entries()) {
      const one = floats([1, 6, 6, 3], images.data.slice(i * 108, (i + 1) * 108));
      const params = { top, left, height, width, size: 4, interpolation: 'bilinear' };
      const alone = (await run({ params, inputs: { images: one } }, resizedCrop)).images!;
      expect(
        relativeError(floats([1, 4, 4, 3], out.images!.data.slice(i * 48, (i + 1) * 48)), alone),
      ).toBeLessThan(1e-6);
    }
  });

  test('are whole images where nothing is cropped, mirrored like all others', async () => {
    // halved, every pixel is read between two: the mean of four
    const ramp = floats([1, 2, 4, 1], [0, 2, 4, 6, 10, 12, 14, 16]);
    const given = { inputs: { images: ramp }, params: { ...OFF, views: 1, outputSize: 2 } };
    expect([...(await run(given)).images!.data]).toEqual([1, 5, 11, 15]);
    const params = { ...given.params, flipProbability: 0.5 };
    const flipped = await run({ ...given, params, numbers: { flip: floats([1], [1]) } });
    expect([...flipped.images!.data]).toEqual([5, 1, 15, 11]);
  });

  test('pass all changes in the new size', async () => {
    const params = {
      ...OFF,
      views: 1,
      outputSize: 3,
      jitterProbability: 1,
      grayscaleProbability: 0.5,
      blurProbability: 1,
      solarizeProbability: 0.5,
    };
    const uniform = floats([1, 6, 6, 3], new Array(108).fill(0.4));
    const out = await run({
      params,
      inputs: { images: uniform },
      numbers: {
        jitter: floats([1, 4], [1.5, 1, 1, 0]),
        jitterOrder: floats([1, 4], [0, 1, 2, 3]),
        grayscale: floats([1], [0]),
        blurSigma: floats([1], [1]),
        blur: floats([1], [1]),
        solarize: floats([1], [1]),
      },
    });
    // 0.4 · 1.5 = 0.6, which a blur leaves and solarizing turns into 0.4
    expect(relativeError(out.images!, floats([1, 3, 3, 3], new Array(27).fill(0.4)))).toBeLessThan(1e-5);
  });
});

describe('views of another size', () => {
  test('may be sixteen', () => {
    const { signals } = traceNode(pipeline, {
      params: { ...OFF, views: 16, outputSize: 3 },
      inputs: { images },
    });
    expect(signals.images).toMatchObject({ views: 16, tensor: { shape: [32, 3, 3, 3] } });
    expect(pipeline.params.safeParse({ views: 17 }).success).toBe(false);
  });

  test('keep the images’ size in evaluation', () => {
    const params = { outputSize: 3, normalize: 'none' };
    const { signals } = traceNode(pipeline, { params, inputs: { images }, mode: 'evaluate' });
    expect(signals.images).toMatchObject({ views: 1, tensor: { id: 'node.images' } });
  });

  test('refuse a blur too wide for them', () => {
    const params = { outputSize: 3, blurProbability: 1, blurKernelSize: 7 };
    expect(refusalOf(pipeline, { params, inputs: { images } })?.at.param).toBe('blurKernelSize');
  });
});

describe('refuses', () => {
  test('a second pipeline behind the first', () => {
    expect(refusalOf(pipeline, { inputs: { images: twice }, views: 2 })?.code).toBe('SHAPE_VIEWS');
  });
  test('a largest crop below the smallest', () => {
    const params = { cropScaleMin: 0.5, cropScaleMax: 0.3 };
    expect(refusalOf(pipeline, { params, inputs: { images } })).toMatchObject({
      code: 'GRAPH_BAD_PARAM',
      at: { node: 'node', param: 'cropScaleMax' },
    });
  });
  test('a blur wider than the image can be mirrored', () => {
    const params = { blurProbability: 1, blurKernelSize: 13 };
    expect(refusalOf(pipeline, { params, inputs: { images } })?.at.param).toBe('blurKernelSize');
  });
  test('to normalise by a dataset that is not there', () => {
    expect(refusalOf(pipeline, { inputs: { images } })?.code).toBe('GRAPH_NO_DATA');
  });
});
