import { describe, expect, it } from 'vitest';
import fixtures from './__fixtures__/layers.json' with { type: 'json' };
import { relativeError, run } from './kernel-harness.ts';
import type { Values } from './kernel-harness.ts';

/** Cases made with PyTorch 1.13: values, and gradients of the sum of `y * cotangent`. */
interface Case {
  id: string;
  params: { stride: number; padding?: number; size?: number };
  inputs: { x: Values; kernel?: Values; cotangent: Values };
  expect: { outputs: { y: Values }; grads: Record<string, Values> };
}

const cases = fixtures.cases as unknown as Case[];

describe('convolution and pooling kernels on wasm against PyTorch', () => {
  it.each(cases.filter((c) => c.inputs.kernel))('$id', async ({ params, inputs, expect: expected }) => {
    const { x, kernel, cotangent: dy } = inputs;
    const attrs = {
      strides: params.stride,
      pad: params.padding ?? 0,
      dataFormat: 'NHWC',
      dimRoundingMode: 'floor',
    };
    const y = await run('wasm', 'Conv2D', { x, filter: kernel! }, { ...attrs, dilations: 1 });
    expect(relativeError(y, expected.outputs.y)).toBeLessThan(1e-5);
    const dx = await run(
      'wasm',
      'Conv2DBackpropInput',
      { dy, filter: kernel! },
      { ...attrs, inputShape: x.shape },
    );
    expect(relativeError(dx, expected.grads.x!)).toBeLessThan(1e-5);
    const dw = await run('wasm', 'Conv2DBackpropFilter', { x, dy }, { ...attrs, filterShape: kernel!.shape });
    expect(relativeError(dw, expected.grads.kernel!)).toBeLessThan(1e-5);
  });

  it.each(cases.filter((c) => c.params.size))('$id', async ({ params, inputs, expect: expected }) => {
    const attrs = { filterSize: params.size, strides: params.stride, pad: 'valid' };
    const y = await run('wasm', 'MaxPool', { x: inputs.x }, attrs);
    expect(relativeError(y, expected.outputs.y)).toBeLessThan(1e-6);
    const dy = inputs.cotangent;
    const dx = await run('wasm', 'MaxPoolGrad', { dy, input: inputs.x, output: y }, attrs);
    expect(relativeError(dx, expected.grads.x!)).toBeLessThan(1e-6);
  });
});
