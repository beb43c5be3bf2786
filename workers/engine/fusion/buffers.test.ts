import { memory, setBackend } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { sizeOf } from '../../../src/ir/value.ts';
import { regressionProgram } from '../../testing/regression-program.ts';
import { deviceProblems, startWebGpu } from '../../testing/webgpu.ts';
import { disposeAll } from '../device-values.ts';
import { download } from '../host-tensor.ts';
import { initialValues } from '../../../src/ir/initial-values.ts';
import { memoryReport } from '../memory-report.ts';
import { Session } from '../session.ts';

const missing = await startWebGpu();

describe.skipIf(missing !== null)(
  `buffers on webgpu${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    afterEach(() => expect(deviceProblems).toEqual([]));

    it('are those of the first steps for ever: shapes are fixed, so what is freed fits again', async () => {
      await setBackend('webgpu');
      const program = regressionProgram();
      const session = new Session(program, initialValues(program, 1), 'webgpu');
      const step = async (scale: number): Promise<void> => {
        const feeds = program.step.feeds.map(({ id, type: { shape } }) => {
          const data = Float32Array.from({ length: sizeOf(shape) }, (_, i) => scale * Math.sin(i + 1));
          return [id, { shape, dtype: 'float32', data }] as const;
        });
        const values = session.step(new Map(feeds));
        await download(values.get(program.losses[0]!.value)!);
        disposeAll(values);
      };
      for (let i = 0; i < 5; i++) await step(0.1);
      const [early, tensors] = [memoryReport(), memory().numTensors];
      expect(early.gpuAllocated).toBeGreaterThanOrEqual(early.gpuBytes!);
      for (let i = 0; i < 40; i++) await step(0.2 + 0.001 * i);
      expect(memoryReport()).toEqual(early);
      expect(memory().numTensors).toBe(tensors);
      session.dispose();
    });
  },
);
