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

describe('convolution kernels against the cpu backend', () => {
  it('Conv2D', async () => {
    await fc.assert(
      fc.asyncProperty(convolution, async (c) => {
        const { x, filter } = shapes(c);
        const inputs = { x: noise(x, c.seed), filter: noise(filter, c.seed + 1) };
        await agrees('Conv2D', inputs, { ...attributes(c), dilations: [1, 1] });
      }),
    );
  });

  it('Conv2DBackpropFilter', async () => {
    await fc.assert(
      fc.asyncProperty(convolution, async (c) => {
        const { x, filter, dy } = shapes(c);
        const inputs = { x: noise(x, c.seed), dy: noise(dy, c.seed + 1) };
        await agrees('Conv2DBackpropFilter', inputs, { ...attributes(c), filterShape: filter });
      }),
    );
  });

  it('Conv2DBackpropInput', async () => {
    await fc.assert(
      fc.asyncProperty(convolution, async (c) => {
        const { x, filter, dy } = shapes(c);
        const inputs = { dy: noise(dy, c.seed), filter: noise(filter, c.seed + 1) };
        await agrees('Conv2DBackpropInput', inputs, { ...attributes(c), inputShape: x });
      }),
    );
  });
});
