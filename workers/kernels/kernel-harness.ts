import { engine, ready, setBackend, tensor } from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs';
import { vi } from 'vitest';
import { threadPool } from './wasm/native.ts';
import { nodeThreads } from './wasm/node-threads.ts';
import { startWasmBackend } from './wasm/start-wasm-backend.ts';
import type { ThreadPool } from './wasm/thread-pool.ts';

vi.setConfig({ testTimeout: 60_000 }); // the cpu backend, our reference, is slow where other work shares the machine

/** A tensor as plain data, flat in row-major order. */
export interface Values {
  shape: number[];
  data: ArrayLike<number>;
  dtype?: 'float32' | 'int32' | 'bool';
}

/** The pool of the wasm backend, which has two threads in all tests of kernels. */
export async function twoThreads(): Promise<ThreadPool> {
  const { backend, threads } = await startWasmBackend(undefined, { count: 2, host: nodeThreads() });
  if (threads !== 2) throw new Error('no second thread has started');
  return threadPool(backend)!;
}

/**
 * Runs one kernel on one backend; nothing of it stays in memory. On the wasm backend it runs on one thread and on two.
 * @throws if one bit of the results differs
 */
export async function run(
  backendName: 'cpu' | 'wasm',
  kernel: string,
  inputs: Record<string, Values>,
  attrs: object,
): Promise<Values> {
  if (backendName === 'wasm') {
    const pool = await twoThreads();
    pool.worth = Infinity;
    const alone = await runOnce(kernel, inputs, attrs);
    pool.worth = 0;
    const together = await runOnce(kernel, inputs, attrs);
    const bits = ({ data }: Values): Buffer => Buffer.from(Float32Array.from(data).buffer);
    if (!bits(alone).equals(bits(together)))
      throw new Error(`${kernel} differs between one thread and two: ${JSON.stringify(attrs)}`);
    return together;
  }
  await setBackend('cpu');
  await ready();
  return runOnce(kernel, inputs, attrs);
}

async function runOnce(kernel: string, inputs: Record<string, Values>, attrs: object): Promise<Values> {
  const tensors: NamedTensorMap = {};
  for (const [name, v] of Object.entries(inputs)) {
    tensors[name] = tensor(Array.from(v.data), v.shape, v.dtype ?? 'float32');
  }
  const out = engine().runKernel(kernel, tensors, attrs as never) as Tensor;
  const result = { shape: out.shape, data: await out.data() };
  for (const t of Object.values<TensorInfo>(tensors)) (t as Tensor).dispose();
  out.dispose();
  return result;
}

/** max |a - b| over the largest magnitude expected (at least 1e-6); infinite where the shapes differ or a is not finite. */
export function relativeError(actual: Values, expected: Values): number {
  if (actual.shape.join() !== expected.shape.join()) return Infinity;
  let worst = 0;
  let scale = 1e-6;
  for (let i = 0; i < expected.data.length; i++) {
    const difference = Math.abs(actual.data[i]! - expected.data[i]!);
    worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
    scale = Math.max(scale, Math.abs(expected.data[i]!));
  }
  return worst / scale;
}

/** Reproducible normal-ish values (sum of uniforms of a linear congruential generator) with mean `shift`. */
export function noise(shape: number[], seed: number, shift = 0): Values {
  let state = (seed * 2654435761 + 12345) >>> 0;
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const size = shape.reduce((a, b) => a * b, 1);
  const data = Float32Array.from(
    { length: size },
    () => (uniform() + uniform() + uniform() - 1.5) * 2 + shift,
  );
  return { shape, data };
}
