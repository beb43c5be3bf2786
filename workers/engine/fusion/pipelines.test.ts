import { expect, test } from 'vitest';
import { pipelineOf, preparePipelines } from './pipelines.ts';

const kernel = (code: string) => ({ code, workgroups: [1, 1] as const });

/** A device that compiles when told to, and notes what it is asked for. */
function fakeDevice() {
  const asked: string[] = [];
  const pending: (() => void)[] = [];
  const create = (how: string, { compute }: GPUComputePipelineDescriptor): GPUComputePipeline => {
    const { label } = compute.module;
    asked.push(`${how} ${label}`);
    return { label } as GPUComputePipeline;
  };
  const device = {
    createShaderModule: ({ code }: GPUShaderModuleDescriptor) => ({ label: code }),
    createComputePipeline: (descriptor: GPUComputePipelineDescriptor) => create('now', descriptor),
    createComputePipelineAsync: (descriptor: GPUComputePipelineDescriptor) => {
      const pipeline = create('later', descriptor);
      return new Promise<GPUComputePipeline>((resolve, reject) => {
        pending.push(() => (pipeline.label === 'bad' ? reject(new Error('no')) : resolve(pipeline)));
      });
    },
  };
  const finish = () => pending.splice(0).forEach((end) => end());
  return { device: device as unknown as GPUDevice, asked, finish };
}

test('all kernels are asked for before the first is ready, each once, and are there afterwards', async () => {
  const { device, asked, finish } = fakeDevice();
  const first = preparePipelines(device, [kernel('a'), kernel('b'), kernel('a')]);
  const second = preparePipelines(device, [kernel('b'), kernel('c')]);
  expect(asked).toEqual(['later a', 'later b', 'later c']);
  finish();
  await Promise.all([first, second]);
  expect(['a', 'b', 'c'].map((code) => pipelineOf(device, kernel(code)).label)).toEqual(['a', 'b', 'c']);
  expect(asked).toHaveLength(3);
  pipelineOf(device, kernel('d'));
  expect(asked.at(-1)).toBe('now d');
});

test('a kernel that the driver refuses is told', async () => {
  const { device, finish } = fakeDevice();
  const prepared = preparePipelines(device, [kernel('good'), kernel('bad')]);
  finish();
  await expect(prepared).rejects.toThrow('no');
});
