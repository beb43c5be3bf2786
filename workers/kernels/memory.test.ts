import { engine, memory, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { nodeThreads } from './wasm/node-threads.ts';
import { startWasmBackend } from './wasm/start-wasm-backend.ts';
import { threadPool } from './wasm/native.ts';

const values = (shape: number[]) =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i)),
    shape,
  );

it('keeps neither tensors nor scratch over repeated calls', async () => {
  const { backend } = await startWasmBackend(undefined, { count: 2, host: nodeThreads() });
  threadPool(backend)!.worth = 0;
  const x = values([4, 12, 12, 8]);
  const filter = values([3, 3, 8, 16]);
  const dy = values([4, 12, 12, 16]);
  const ids = tensor([0, 2, 1, 2], [4], 'int32');
  const attrs = { strides: 1, pad: 'same', dataFormat: 'NHWC' };
  const depthwise = { strides: 1, dilations: 1, pad: 'same' };
  const single = values([3, 3, 8, 1]);
  const all = () => {
    const results = [
      engine().runKernel('Conv2D', { x, filter }, { ...attrs, dilations: 1 }),
      engine().runKernel('Conv2DBackpropInput', { dy, filter }, { ...attrs, inputShape: x.shape }),
      engine().runKernel('Conv2DBackpropFilter', { x, dy }, { ...attrs, filterShape: filter.shape }),
      engine().runKernel('DepthwiseConv2dNativeBackpropInput', { dy: x, filter: single }, {
        ...depthwise,
        inputShape: x.shape,
      } as never),
      engine().runKernel('DepthwiseConv2dNativeBackpropFilter', { x, dy: x }, {
        ...depthwise,
        filterShape: single.shape,
      } as never),
      engine().runKernel('BatchMatMul', { a: x, b: x }, { transposeA: true, transposeB: false }),
      engine().runKernel('Sum', { x }, { axis: [0, 1, 2], keepDims: false }),
      engine().runKernel(
        'MaxPoolGrad',
        { dy: x, input: x, output: x },
        { filterSize: 1, strides: 1, pad: 'valid' },
      ),
      engine().runKernel('UnsortedSegmentSum', { x, segmentIds: ids }, { numSegments: 3 }),
    ] as Tensor[];
    for (const t of results) t.dispose();
  };
  // with everything freed, the allocator gives the same place to the same request
  const allocator = backend.wasm as unknown as {
    _malloc(n: number): number;
    _free(at: number): void;
    HEAPU8: Uint8Array;
  };
  const place = () => {
    const at = allocator._malloc(1 << 20);
    allocator._free(at);
    return at;
  };
  for (let i = 0; i < 20; i++) all();
  const before = { ...memory(), place: place(), heap: allocator.HEAPU8.length };
  for (let i = 0; i < 300; i++) all();
  expect({ ...memory(), place: place(), heap: allocator.HEAPU8.length }).toEqual(before);
});
