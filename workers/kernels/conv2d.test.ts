import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noise, relativeError, run } from './kernel-harness.ts';

const dimension = fc.integer({ min: 1, max: 9 });
const convolution = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    height: dimension,
    width: dimension,
    inputs: fc.integer({ min: 1, max: 9 }),
    outputs: fc.integer({ min: 1, max: 13 }),
    kernel: fc.constantFrom([1, 1], [3, 3], [5, 5], [3, 1], [2, 3]),
    strides: fc.constantFrom([1, 1], [2, 2], [1, 2], [3, 2]),
    pads: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }),
    seed: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ pads: [top = 0, bottom = 0, left = 0, right = 0], ...rest }) => ({
    ...rest,
    pad: [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    out: [
      Math.floor((rest.height + top + bottom - rest.kernel[0]!) / rest.strides[0]!) + 1,
      Math.floor((rest.width + left + right - rest.kernel[1]!) / rest.strides[1]!) + 1,
    ],
  }))
  .filter(({ out }) => out.every((size) => size > 0));

type Convolution = typeof convolution extends fc.Arbitrary<infer T> ? T : never;

const shapes = (c: Convolution) => ({
  x: [c.batch, c.height, c.width, c.inputs],
  filter: [c.kernel[0]!, c.kernel[1]!, c.inputs, c.outputs],
  dy: [c.batch, ...c.out, c.outputs],
});

/** Sizes beyond one cache block: more windows, inputs per window and outputs than are in work at a time. */
const large: Convolution[] = (
  [
    [1, 17, 15, 40, 24, [3, 3], [1, 1], 1],
    [1, 13, 14, 70, 9, [3, 3], [2, 2], 1],
    [1, 9, 10, 33, 130, [3, 3], [1, 1], 1],
    [1, 20, 21, 3, 32, [5, 5], [1, 1], 2],
    [2, 15, 16, 8, 20, [1, 1], [2, 2], 0],
    [1, 8, 8, 300, 12, [1, 1], [1, 1], 0],
  ] as const
).map(([batch, height, width, inputs, outputs, kernel, strides, p]) => ({
  ...{ batch, height, width, inputs, outputs, kernel: [...kernel], strides: [...strides], seed: 1 },
  pad: [
    [0, 0],
    [p, p],
    [p, p],
    [0, 0],
  ],
  out: [height, width].map((size, i) => Math.floor((size + 2 * p - kernel[i]!) / strides[i]!) + 1),
}));

const attributes = (c: Convolution) => ({
  strides: c.strides,
  pad: c.pad,
  dataFormat: 'NHWC',
  dimRoundingMode: 'floor',
});

async function agrees(kernel: string, inputs: Parameters<typeof run>[2], attrs: object) {
  const ours = await run('wasm', kernel, inputs, attrs);
  const theirs = await run('cpu', kernel, inputs, attrs);
  expect(relativeError(ours, theirs)).toBeLessThanOrEqual(1e-5);
}

const kernels: Record<string, (c: Convolution) => [Parameters<typeof run>[2], object]> = {
  Conv2D(c) {
    const { x, filter } = shapes(c);
    return [
      { x: noise(x, c.seed), filter: noise(filter, c.seed + 1) },
      { ...attributes(c), dilations: [1, 1] },
    ];
  },
  Conv2DBackpropFilter(c) {
    const { x, filter, dy } = shapes(c);
    return [
      { x: noise(x, c.seed), dy: noise(dy, c.seed + 1) },
      { ...attributes(c), filterShape: filter },
    ];
  },
  Conv2DBackpropInput(c) {
    const { x, filter, dy } = shapes(c);
    return [
      { dy: noise(dy, c.seed), filter: noise(filter, c.seed + 1) },
      { ...attributes(c), inputShape: x },
    ];
  },
};

describe.each(Object.entries(kernels))('%s', (name, problem) => {
  it('agrees with the cpu backend on small random shapes', async () => {
    await fc.assert(fc.asyncProperty(convolution, (c) => agrees(name, ...problem(c))));
  });

  it.each(large)('agrees with it on $batch×$height×$width×$inputs→$outputs, kernel $kernel', async (c) => {
    await agrees(name, ...problem(c));
  });
});

it('Conv2D dilates as the cpu backend does', async () => {
  const inputs = { x: noise([2, 9, 8, 5], 1), filter: noise([3, 3, 5, 7], 2) };
  await agrees('Conv2D', inputs, { strides: 1, dilations: [2, 3], pad: 'same', dataFormat: 'NHWC' });
});

it('the gradients of a dilated convolution are those of its filter spread by zeros', async () => {
  const [x, filter, dy] = [noise([2, 9, 8, 3], 1), noise([3, 3, 3, 4], 2), noise([2, 9, 8, 4], 3)];
  const pad = [
    [0, 0],
    [2, 2],
    [2, 2],
    [0, 0],
  ];
  const spread = { shape: [5, 5, 3, 4], data: new Float32Array(5 * 5 * 12) };
  for (let i = 0; i < 9; i++) {
    const at = (Math.floor(i / 3) * 10 + (i % 3) * 2) * 12;
    for (let j = 0; j < 12; j++) spread.data[at + j] = filter.data[i * 12 + j]!;
  }
  const attrs = { strides: 1, pad, dataFormat: 'NHWC' };
  const dilated = { ...attrs, dilations: 2 };
  const dx = await run('wasm', 'Conv2DBackpropInput', { dy, filter }, { ...dilated, inputShape: x.shape });
  const dxSpread = await run(
    'cpu',
    'Conv2DBackpropInput',
    { dy, filter: spread },
    { ...attrs, inputShape: x.shape },
  );
  expect(relativeError(dx, dxSpread)).toBeLessThanOrEqual(1e-5);
  const dw = await run('wasm', 'Conv2DBackpropFilter', { x, dy }, { ...dilated, filterShape: filter.shape });
  const dwSpread = await run(
    'cpu',
    'Conv2DBackpropFilter',
    { x, dy },
    { ...attrs, filterShape: spread.shape },
  );
  const taps = Array.from({ length: 108 }, (_, i) => {
    const tap = Math.floor(i / 12);
    return dwSpread.data[(Math.floor(tap / 3) * 10 + (tap % 3) * 2) * 12 + (i % 12)]!;
  });
  expect(relativeError(dw, { shape: filter.shape, data: taps })).toBeLessThanOrEqual(1e-5);
});
