import fc from 'fast-check';
import { setBackend } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/base/random-stream.ts';
import { slidingSize } from '../../../src/ir/operations/shape-rules.ts';
import { sizeOf } from '../../../src/ir/value.ts';
import type { HostTensor } from '../../protocol.ts';
import { BlockBuilder } from '../../testing/block-builder.ts';
import { deviceProblems, startWebGpu } from '../../testing/webgpu.ts';
import { cpuDriver } from '../backends/cpu-driver.ts';
import { evaluate } from '../evaluate.ts';

await cpuDriver().start();
const missing = await startWebGpu();

function random(shape: readonly number[], stream: string): HostTensor {
  const data = randomStream(1, stream)
    .uniforms(0, sizeOf(shape))
    .map((u) => 2 * u - 1);
  return { shape, dtype: 'float32', data };
}

const geometry = fc
  .record({
    batch: fc.constantFrom(1, 3, 8, 9),
    size: fc.integer({ min: 1, max: 12 }),
    window: fc.constantFrom(1, 2, 3, 5),
    stride: fc.integer({ min: 1, max: 3 }),
    padding: fc.integer({ min: 0, max: 2 }),
    // those that do not come in fours are tfjs's
    channels: fc.constantFrom(1, 3, 4, 8, 12, 6),
    filters: fc.constantFrom(4, 8, 12, 5),
  })
  .filter(({ size, window, padding }) => size + 2 * padding >= window);

describe.skipIf(missing !== null)(
  `convolutions on webgpu${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    afterEach(() => expect(deviceProblems).toEqual([]));

    it('agree with plain JavaScript, both gradients too, whatever the geometry', async () => {
      await fc.assert(
        fc.asyncProperty(geometry, async ({ batch, size, window, stride, padding, channels, filters }) => {
          const out = slidingSize(size, window, stride, padding);
          const given = {
            x: random([batch, size, size, channels], 'x'),
            w: random([window, window, channels, filters], 'w'),
            dy: random([batch, out, out, filters], 'dy'),
          };
          const b = new BlockBuilder();
          const [x, w, dy] = Object.entries(given).map(([id, { shape }]) => b.given(id, shape));
          const slide = { stride, padding };
          const outputs = [
            b.op('conv2d', [x!, w!], slide),
            b.op('conv2dInputGradient', [dy!, w!], { ...slide, inputShape: given.x.shape }),
            b.op('conv2dKernelGradient', [x!, dy!], { ...slide, kernelShape: given.w.shape }),
          ];
          const results = [];
          for (const backend of ['cpu', 'webgpu'] as const) {
            await setBackend(backend);
            const result = await evaluate({ block: b.block(), given, outputs }, backend);
            if (!result.ok) throw new Error(result.problems[0]!.message);
            results.push(result.value);
          }
          for (const id of outputs) {
            const [wanted, got] = results.map((values) => values[id]!) as [HostTensor, HostTensor];
            expect(got.shape).toEqual(wanted.shape);
            const far = Array.from(wanted.data).findIndex(
              (n, i) => !(Math.abs(got.data[i]! - n) <= 1e-4 * (1 + Math.abs(n))),
            );
            expect(far < 0 ? null : [id, far, wanted.data[far], got.data[far]]).toBeNull();
          }
        }),
        { numRuns: 20 },
      );
    });
  },
);
