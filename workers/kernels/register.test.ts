import { getKernel, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { registerWasmKernels, wasmKernels } from './wasm/register.ts';
import { startWasmBackend } from './wasm/start-wasm-backend.ts';

it('registers every kernel, once, however often it is called', async () => {
  await startWasmBackend();
  const registered = () => wasmKernels.map(({ kernelName }) => getKernel(kernelName, 'wasm'));
  const before = registered();
  expect(before.map((kernel) => kernel.kernelFunc)).toEqual(wasmKernels.map((kernel) => kernel.kernelFunc));
  await registerWasmKernels();
  expect(registered().every((kernel, i) => kernel === before[i])).toBe(true);
});

it('refuses to work on another backend', async () => {
  await setBackend('cpu');
  await expect(registerWasmKernels()).rejects.toThrow('cpu');
});
