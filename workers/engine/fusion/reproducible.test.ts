import { setBackend } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/base/random-stream.ts';
import type { Program } from '../../../src/ir/program.ts';
import { sizeOf } from '../../../src/ir/value.ts';
import type { HostTensor } from '../../protocol.ts';
import { regressionProgram } from '../../testing/regression-program.ts';
import { deviceProblems, startWebGpu } from '../../testing/webgpu.ts';
import { hostFeeds } from '../../trainer/host-feeds.ts';
import { disposeAll } from '../device-values.ts';
import { download } from '../host-tensor.ts';
import { initialValues } from '../../../src/ir/initial-values.ts';
import { preparePlans } from '../prepare-plans.ts';
import { Session } from '../session.ts';

const missing = await startWebGpu();
const SEED = 3;
const STEPS = 3;

/** Losses of a few steps, and the weights and states after them. */
async function train(program: Program): Promise<Record<string, HostTensor>> {
  const session = new Session(program, initialValues(program, SEED), 'webgpu');
  await preparePlans([session.stepPlan]);
  const results: Record<string, HostTensor> = {};
  for (let step = 0; step < STEPS; step++) {
    const feeds = hostFeeds(program.step.feeds, {
      seed: SEED,
      step,
      batch: (field) => {
        const { shape } = program.step.feeds.find(
          ({ source }) => source.kind === 'dataset' && source.field === field,
        )!.type;
        return { shape, dtype: 'float32', data: randomStream(step, field).uniforms(0, sizeOf(shape)) };
      },
    });
    const values = session.step(feeds);
    for (const { value } of program.losses) results[`loss ${step}`] = await download(values.get(value)!);
    disposeAll(values);
  }
  Object.assign(results, await session.store.download());
  session.dispose();
  return results;
}

describe.skipIf(missing !== null)(
  `training on webgpu${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    afterEach(() => expect(deviceProblems).toEqual([]));

    it('gives the same bits again from the same seed, with nothing left to kernels of tfjs', async () => {
      await setBackend('webgpu');
      const program = regressionProgram({ batchSize: 1536 });
      const { stepPlan } = new Session(program, {}, 'webgpu');
      expect(new Set(stepPlan.instructions.map(({ operation }) => operation.name))).toEqual(
        new Set(['fused']),
      );

      const [first, second] = [await train(program), await train(program)];
      expect(Object.keys(first)).toHaveLength(STEPS + program.weights.length + program.states.length);
      const bits = ({ data }: HostTensor): Uint32Array => new Uint32Array(Float32Array.from(data).buffer);
      for (const [id, value] of Object.entries(first)) {
        expect(value.data.every(Number.isFinite), id).toBe(true);
        expect(bits(second[id]!), id).toEqual(bits(value));
      }
      const initial = initialValues(program, SEED);
      for (const { id } of program.weights) expect(first[id]!.data, id).not.toEqual(initial[id]!.data);
    }, 180_000);
  },
);
