import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noise, relativeError, run } from './kernel-harness.ts';

const depthwise = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 3, max: 9 }),
  width: fc.integer({ min: 3, max: 9 }),
  channels: fc.integer({ min: 1, max: 9 }),
  multiplier: fc.integer({ min: 1, max: 3 }),
  kernel: fc.integer({ min: 1, max: 3 }),
  strides: fc.integer({ min: 1, max: 2 }),
  pad: fc.constantFrom('valid', 'same'),
  seed: fc.integer({ min: 0, max: 1000 }),
});

it('depthwise convolution and its gradients agree with the cpu backend', async () => {
  await fc.assert(
    fc.asyncProperty(depthwise, async (c) => {
      const x = noise([c.batch, c.height, c.width, c.channels], c.seed);
      const filter = noise([c.kernel, c.kernel, c.channels, c.multiplier], c.seed + 1);
      const attrs = { strides: c.strides, dilations: 1, pad: c.pad, dimRoundingMode: 'floor' };
      const y = await run('cpu', 'DepthwiseConv2dNative', { x, filter }, attrs);
      const dy = noise(y.shape, c.seed + 2);
      const problems = [
        ['DepthwiseConv2dNative', { x, filter }, attrs],
        ['DepthwiseConv2dNativeBackpropInput', { dy, filter }, { ...attrs, inputShape: x.shape }],
        ['DepthwiseConv2dNativeBackpropFilter', { x, dy }, { ...attrs, filterShape: filter.shape }],
      ] as const;
      for (const [kernel, inputs, attributes] of problems) {
        const ours = await run('wasm', kernel, inputs as never, attributes);
        const theirs = await run('cpu', kernel, inputs as never, attributes);
        expect(relativeError(ours, theirs), kernel).toBeLessThanOrEqual(1e-5);
      }
    }),
  );
});
