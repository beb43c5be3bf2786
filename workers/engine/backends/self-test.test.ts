import {
  getKernel,
  registerKernel,
  unregisterKernel,
  type KernelFunc,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { cpuDriver } from './cpu-driver.ts';
import { selfTest } from './self-test.ts';

const kernelName = 'Conv2DBackpropFilter';
let honest: KernelFunc;

beforeAll(async () => {
  await cpuDriver().start();
  honest = getKernel(kernelName, 'cpu').kernelFunc;
});

afterEach(() => register(honest));

function register(kernelFunc: KernelFunc): void {
  unregisterKernel(kernelName, 'cpu');
  registerKernel({ kernelName, backendName: 'cpu', kernelFunc });
}

/** Changes the numbers of an honest result. */
function lie(change: (values: Float32Array) => void): void {
  register((args) => {
    const { dataId, shape, dtype } = honest(args) as TensorInfo;
    const { backend } = args as unknown as {
      backend: { data: { get(id: object): { values: Float32Array } } };
    };
    change(backend.data.get(dataId).values);
    return { dataId, shape, dtype };
  });
}

it('passes a backend that computes rightly', async () => {
  await expect(selfTest('cpu')).resolves.toBeUndefined();
});

it.each<[string, (values: Float32Array) => void]>([
  // a device that refuses a command leaves zeros behind
  ['zeros without a word', (values) => values.fill(0)],
  ['NaN', (values) => values.fill(NaN, 1, 2)],
  ['infinity', (values) => values.fill(Infinity, 0, 1)],
  ['one wrong value', (values) => (values[3]! += 0.5)],
  ['values in another order', (values) => values.reverse()],
])('finds a backend that gives %s', async (_, change) => {
  lie(change);
  await expect(selfTest('cpu')).rejects.toThrow("a convolution's kernel gradient wrongly");
});
