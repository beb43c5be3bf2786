import { backend as currentBackend } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { describe, expect, it } from 'vitest';
import { regressionProgram } from '../../testing/regression-program.ts';
import { EventLog, openTrainer, testEnvironment } from '../../testing/test-environment.ts';
import { startWebGpu } from '../../testing/webgpu.ts';
import { Trainer } from '../../trainer/trainer.ts';
import { webgpuDriver } from './webgpu-driver.ts';

/** Emulated devices take a second or more for each kernel, and several times that on a busy machine. */
const PATIENCE = 180_000;

const missing = await startWebGpu();
const device = (): GPUDevice => (currentBackend() as WebGPUBackend).device;
const drivers: (typeof testEnvironment)['drivers'] = (_, report) => Promise.resolve([webgpuDriver(report)]);

describe.skipIf(missing !== null)(
  `the webgpu device${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    it('has all that the adapter offers of what we ask for, and says so', async () => {
      const trainer = new Trainer({ ...testEnvironment, drivers });
      const choice = await trainer.open({ backend: 'webgpu', dataUrl: '', wasmUrls: {} });
      const adapter = (await navigator.gpu.requestAdapter())!;
      const detail = choice.ok ? choice.value.candidates[0]!.detail : '';
      for (const feature of ['shader-f16', 'subgroups'] as const) {
        expect(device().features.has(feature), feature).toBe(adapter.features.has(feature));
        expect(detail.includes(feature), detail).toBe(adapter.features.has(feature));
      }
      const { maxStorageBuffersPerShaderStage: most, maxBufferSize } = adapter.limits;
      expect(device().limits).toMatchObject({ maxStorageBuffersPerShaderStage: most, maxBufferSize });
    });

    it(
      'ends a run whose command it refused, with its reason, and refuses the next one',
      async () => {
        const trainer = await openTrainer('webgpu', { drivers });
        const log = new EventLog();
        await trainer.start(regressionProgram({ steps: 1e6 }), { seed: 1 }, log.receive);
        await log.until('step');
        // buffers that the host maps cannot be storage
        device().createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
        const { diagnostic } = await log.until('failed');
        expect(diagnostic.code).toBe('RUN_GPU_ERROR');
        expect(diagnostic.message).toMatch(/refused an operation \(.*MapRead.*\)/);
        await trainer.stop();
        const again = await trainer.start(regressionProgram(), { seed: 1 }, log.receive);
        expect(again.problems.map(({ code }) => code)).toEqual(['RUN_GPU_ERROR']);
      },
      PATIENCE,
    );
  },
);
