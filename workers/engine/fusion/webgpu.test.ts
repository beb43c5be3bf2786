import fc from 'fast-check';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { sizeOf } from '../../../src/ir/value.ts';
import type { HostTensor } from '../../protocol.ts';
import { BlockBuilder } from '../../testing/block-builder.ts';
import { randomBlock, type RandomBlock } from '../../testing/random-block.ts';
import { regressionProgram } from '../../testing/regression-program.ts';
import { deviceProblems, startWebGpu } from '../../testing/webgpu.ts';
import { cpuDriver } from '../backends/cpu-driver.ts';
import { disposeAll } from '../device-values.ts';
import { evaluate } from '../evaluate.ts';
import { OPERATION_CASES, type OperationCase } from '../execute/operation-cases.ts';
import { findNotFinite } from '../find-not-finite.ts';
import { initialValues } from '../../../src/ir/initial-values.ts';
import { Session } from '../session.ts';

/** Digits that WGSL promises less of than others. */
const COARSE: ReadonlySet<string> = new Set(['sin', 'cos']);

await cpuDriver().start();
// Chromium runs all reference cases on WebGPU in any case (e2e/check.spec.ts); Node needs a Vulkan driver for it
const missing = await startWebGpu();

async function run({ block, given, kept }: RandomBlock, backend: 'cpu' | 'webgpu') {
  await setBackend(backend);
  const result = await evaluate({ block, given, outputs: kept }, backend);
  if (!result.ok) throw new Error(result.problems[0]!.message);
  return result.value;
}

function blockOf(test: OperationCase): RandomBlock {
  const b = new BlockBuilder();
  const given: Record<string, HostTensor> = {};
  const inputs = test.inputs.map(({ shape, data, dtype = 'float32' }, i) => {
    given[`x${i}`] =
      dtype === 'int32'
        ? { shape, dtype, data: Int32Array.from(data) }
        : { shape, dtype, data: Float32Array.from(data) };
    return b.given(`x${i}`, shape, dtype);
  });
  const kept = b.ops(test.name, inputs, test.attributes as never);
  return { block: b.block(), given, kept };
}

describe.skipIf(missing !== null)(
  `kernels on webgpu${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    afterEach(() => expect(deviceProblems).toEqual([]));

    it.each(OPERATION_CASES.map((test) => [`${test.name} ${test.what ?? ''}`, test] as const))(
      'compute %s',
      async (_, test) => {
        const block = blockOf(test);
        const before = memory().numTensors;
        const values = await run(block, 'webgpu');
        expect(memory().numTensors).toBe(before);
        for (const [i, expected] of test.outputs.entries()) {
          const { data } = values[block.kept[i]!]!;
          expect(data.length).toBe(expected.length);
          for (const [j, n] of expected.entries())
            expect(data[j]).toBeCloseTo(n, COARSE.has(test.name) ? 4 : 5);
        }
      },
    );

    it('agree with plain JavaScript on random blocks, and free all they make', async () => {
      await fc.assert(
        fc.asyncProperty(randomBlock, async (random) => {
          const expected = await run(random, 'cpu');
          const before = memory().numTensors;
          const found = await run(random, 'webgpu');
          expect(memory().numTensors).toBe(before);
          for (const id of random.kept) {
            const [wanted, got] = [expected[id]!, found[id]!];
            expect(got.shape).toEqual(wanted.shape);
            const largest = Array.from(wanted.data).reduce((most, n) => Math.max(most, Math.abs(n)), 1);
            const far = wanted.data.findIndex((n, i) => !(Math.abs(got.data[i]! - n) <= 1e-4 * largest));
            expect(far < 0 ? null : [id, far, wanted.data[far], got.data[far]]).toBeNull();
          }
        }),
        { numRuns: 40 },
      );
    });

    it('reach beyond the workgroups that fit along one axis', async () => {
      const length = 65_536 * 64 + 100;
      const b = new BlockBuilder();
      const x = b.given('x', [length]);
      const kept = [b.op('mul', [x, b.scalar(2)])];
      const data = Float32Array.from({ length }, (_, i) => i % 1000);
      const given = { x: { shape: [length], dtype: 'float32', data } } as const;
      const values = await run({ block: b.block(), given, kept }, 'webgpu');
      const found = values[kept[0]!]!.data;
      expect(found.length).toBe(length);
      expect(data.findIndex((n, i) => found[i] !== 2 * n)).toBe(-1);
    });

    it('train as the operations do, and show every operation to who looks for a fault', async () => {
      await setBackend('webgpu');
      const program = regressionProgram();
      const values = initialValues(program, 1);
      const session = new Session(program, values, 'webgpu');
      const alone = new Session(program, values, 'webgpu', null);
      const feeds = (scale: number) =>
        new Map(
          program.step.feeds.map(({ id, type: { shape } }) => {
            const data = Float32Array.from({ length: sizeOf(shape) }, (_, i) => scale * Math.sin(i + 1));
            return [id, { shape, dtype: 'float32', data }] as const;
          }),
        );
      for (const scale of [0.1, 0.2, 0.3]) {
        for (const one of [session, alone]) disposeAll(one.step(feeds(scale)));
      }
      const fused = await session.store.download();
      for (const [id, { data }] of Object.entries(await alone.store.download())) {
        data.forEach((n, i) => expect(fused[id]!.data[i]).toBeCloseTo(n, 5));
      }
      const operations = program.step.operations.filter(({ name }) => name !== 'constant');
      expect(session.stepPlan.instructions.length).toBeLessThan(operations.length);
      expect(session.inspectionPlan().instructions.map(({ operation }) => operation)).toEqual(operations);
      const culprit = await findNotFinite(session, feeds(1e30));
      expect(culprit?.name).toBe('square');
      for (const one of [session, alone]) one.dispose();
    });
  },
);
