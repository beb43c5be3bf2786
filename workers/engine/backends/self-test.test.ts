import {
  getKernel,
  registerKernel,
  unregisterKernel,
  type KernelFunc,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cpuDriver } from './cpu-driver.ts';
import { selfTest } from './self-test.ts';

const kernelName = 'Conv2DBackpropFilter';
let honest: KernelFunc;

beforeAll(async () => {
  await cpuDriver().start();
  const kernel = getKernel(kernelName, 'cpu');
  honest = kernel.kernelFunc;
  // a device that refuses a command leaves zeros behind
  const lies: KernelFunc = (args) => {
    const { dataId, shape, dtype } = honest(args) as TensorInfo;
    const { backend } = args as unknown as {
      backend: { data: { get(id: object): { values: Float32Array } } };
    };
    backend.data.get(dataId).values.fill(0);
    return { dataId, shape, dtype };
  };
  unregisterKernel(kernelName, 'cpu');
  registerKernel({ ...kernel, kernelFunc: lies });
});

afterAll(() => {
  unregisterKernel(kernelName, 'cpu');
  registerKernel({ kernelName, backendName: 'cpu', kernelFunc: honest });
});

it('finds a backend that computes wrongly', async () => {
  await expect(selfTest('cpu')).rejects.toThrow("a convolution's kernel gradient wrongly");
});
