import { setFlagsFromString } from 'node:v8';
import { expect, it } from 'vitest';
import { noise, relativeError, run } from './kernel-harness.ts';
import { hasRelaxedSimd } from './wasm/native.ts';

// Node 20 has relaxed SIMD behind this flag, later ones always; it must be set before the backend starts.
setFlagsFromString('--experimental-wasm-relaxed-simd');

it('the fused binary is chosen where the engine has relaxed SIMD, and agrees with the cpu backend', async () => {
  expect(hasRelaxedSimd()).toBe(true);
  const [x, filter, dy] = [noise([2, 9, 8, 12], 1), noise([3, 3, 12, 17], 2), noise([2, 5, 4, 17], 3)];
  const pad = [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ];
  const attrs = { strides: 2, pad, dataFormat: 'NHWC', dimRoundingMode: 'floor' };
  const problems = [
    ['Conv2D', { x, filter }, { ...attrs, dilations: 1 }],
    ['Conv2DBackpropInput', { dy, filter }, { ...attrs, inputShape: x.shape }],
    ['Conv2DBackpropFilter', { x, dy }, { ...attrs, filterShape: filter.shape }],
    [
      'BatchMatMul',
      { a: noise([1, 37, 300], 4), b: noise([1, 29, 300], 5) },
      { transposeA: false, transposeB: true },
    ],
  ] as const;
  for (const [kernel, inputs, attributes] of problems) {
    const ours = await run('wasm', kernel, inputs as never, attributes);
    const theirs = await run('cpu', kernel, inputs as never, attributes);
    expect(relativeError(ours, theirs), kernel).toBeLessThanOrEqual(1e-5);
  }
});
