import fc from 'fast-check';
import { setBackend } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/base/random-stream.ts';
import { sizeOf, type ValueId } from '../../../src/ir/value.ts';
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

type Given = Readonly<Record<ValueId, HostTensor>>;

/** Runs what `write` writes on plain JavaScript and on the device, and holds one against the other. */
async function agree(given: Given, write: (b: BlockBuilder, ids: ValueId[]) => ValueId[]): Promise<void> {
  const b = new BlockBuilder();
  const ids = Object.entries(given).map(([id, { shape, dtype }]) => b.given(id, shape, dtype));
  const outputs = write(b, ids);
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
      (n, i) => !(Math.abs(got.data[i]! - n) <= 2e-4 * (1 + Math.abs(n))),
    );
    expect(far < 0 ? null : [id, far, wanted.data[far], got.data[far]]).toBeNull();
  }
}

const length = fc.oneof(
  fc.integer({ min: 1, max: 70 }),
  fc.constantFrom(1, 4, 16, 17, 31, 32, 33, 64, 65, 96, 128),
);
const sizes = fc.record({
  batch: fc.constantFrom(null, 1, 3),
  m: length,
  n: length,
  k: length,
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
});

function operands(batch: number | null, m: number, n: number, k: number, ta: boolean, tb: boolean) {
  const lead = batch === null ? [] : [batch];
  return {
    a: random([...lead, ...(ta ? [k, m] : [m, k])], 'a'),
    b: random([...lead, ...(tb ? [n, k] : [k, n])], 'b'),
  };
}

/** Emulated devices take a second or more to compile each shape, so the runs are few. */
const PATIENCE = 400_000;

describe.skipIf(missing !== null)(
  `products on webgpu${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    afterEach(() => expect(deviceProblems).toEqual([]));

    it(
      'agree with plain JavaScript, with gradients, whatever their sizes and transpositions',
      async () => {
        await fc.assert(
          fc.asyncProperty(sizes, async ({ batch, m, n, k, transposeA: ta, transposeB: tb }) => {
            const dy = random([...(batch === null ? [] : [batch]), m, n], 'dy');
            await agree({ ...operands(batch, m, n, k, ta, tb), dy }, (b, [x, w, d]) => [
              b.op('matMul', [x!, w!], { transposeA: ta, transposeB: tb }),
              ta
                ? b.op('matMul', [w!, d!], { transposeA: tb, transposeB: true })
                : b.op('matMul', [d!, w!], { transposeA: false, transposeB: !tb }),
              tb
                ? b.op('matMul', [d!, x!], { transposeA: true, transposeB: ta })
                : b.op('matMul', [x!, d!], { transposeA: !ta, transposeB: false }),
            ]);
          }),
          { numRuns: 5 },
        );
      },
      PATIENCE,
    );

    it(
      'take in what comes before and after them',
      async () => {
        await fc.assert(
          fc.asyncProperty(sizes, async ({ batch, m, n, k, transposeA: ta, transposeB: tb }) => {
            const given = {
              ...operands(batch, m, n, k, ta, tb),
              bias: random([n], 'bias'),
              row: random([m, 1], 'row'),
            };
            await agree(given, (b, [x, w, bias, row]) => {
              const before = b.op('square', [x!]);
              const product = b.op('matMul', [before, b.op('tanh', [w!])], {
                transposeA: ta,
                transposeB: tb,
              });
              const sum = b.op('add', [b.op('mul', [product, row!]), bias!]);
              return [b.op('reshape', [b.op('relu', [sum])], { shape: [(batch ?? 1) * m * n] }), product];
            });
          }),
          { numRuns: 4 },
        );
      },
      PATIENCE,
    );

    it('agree where tiles are large, and where the inner dimension is split', async () => {
      await agree(operands(null, 520, 517, 20, false, false), (b, [x, w]) => [
        b.op('matMul', [x!, w!], { transposeA: false, transposeB: false }),
      ]);
      for (const [ta, tb] of [
        [true, false],
        [false, true],
      ] as const) {
        await agree(operands(null, 30, 45, 1536, ta, tb), (b, [x, w]) => [
          b.op('neg', [b.op('matMul', [x!, w!], { transposeA: ta, transposeB: tb })]),
        ]);
      }
    });

    it('read the same matrix on both sides', async () => {
      await agree({ x: random([40, 24], 'x') }, (b, [x]) => [
        b.op('matMul', [x!, x!], { transposeA: false, transposeB: true }),
        b.op('add', [b.op('matMul', [x!, x!], { transposeA: true, transposeB: false }), b.scalar(1)]),
      ]);
    });

    it(
      'gather rows and add their gradients up',
      async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.constantFrom(1, 3, 50, 300),
            fc.constantFrom([], [1], [5], [4, 3]),
            fc.constantFrom(1, 9, 300),
            fc.constantFrom('int32', 'float32'),
            async (count, rest, n, dtype) => {
              const places = randomStream(2, 'indices').uniforms(0, n);
              const indices = Int32Array.from(places, (u) => Math.floor(u * count));
              const data = dtype === 'int32' ? indices : Float32Array.from(indices);
              const given = {
                x: random([count, ...rest], 'x'),
                indices: { shape: [n], dtype, data },
              } as const;
              await agree(given, (b, [x, i]) => {
                const rows = b.op('gather', [
                  x!,
                  dtype === 'int32' ? i! : b.op('cast', [i!], { dtype: 'int32' }),
                ]);
                const dy = b.op('mul', [rows, b.scalar(2)]);
                return [rows, b.op('segmentSum', [dy, b.op('cast', [i!], { dtype: 'int32' })], { count })];
              });
            },
          ),
          { numRuns: 4 },
        );
      },
      PATIENCE,
    );
  },
);
