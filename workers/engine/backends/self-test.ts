import type { Tensor } from '@tensorflow/tfjs-core';
import { ConstantPool } from '../constant-pool.ts';
import type { ExecutionContext } from '../execute/executor.ts';
import { image } from '../execute/image.ts';
import { add, sum } from '../execute/kernel.ts';
import { linear } from '../execute/linear.ts';
import { download, upload } from '../host-tensor.ts';
import type { BackendName } from '../../protocol.ts';

interface Case {
  readonly name: string;
  readonly inputs: readonly (readonly [shape: readonly number[], data: readonly number[]])[];
  run(inputs: readonly Tensor[], context: ExecutionContext): Tensor;
  readonly expected: readonly number[];
}

const square = { stride: 1, padding: 0 };
const pixels = [
  [1, 3, 3, 1],
  [1, 2, 3, 4, 5, 6, 7, 8, 9],
] as const;
const filter = [
  [2, 2, 1, 1],
  [1, 2, 3, 4],
] as const;
const ones = [
  [1, 2, 2, 1],
  [1, 1, 1, 1],
] as const;
const left = [
  [2, 2],
  [1, 2, 3, 4],
] as const;
const right = [
  [2, 2],
  [5, 6, 7, 8],
] as const;

/** Small enough to be checked by hand. */
const CASES: readonly Case[] = [
  {
    name: 'a convolution',
    inputs: [pixels, filter],
    run: (inputs, context) => image.conv2d(inputs, square, [], context)[0]!,
    expected: [37, 47, 67, 77],
  },
  {
    name: "a convolution's input gradient",
    inputs: [ones, filter],
    run: (inputs, context) =>
      image.conv2dInputGradient(inputs, { ...square, inputShape: pixels[0] }, [], context)[0]!,
    expected: [1, 3, 2, 4, 10, 6, 3, 7, 4],
  },
  {
    name: "a convolution's kernel gradient",
    inputs: [pixels, ones],
    run: (inputs, context) =>
      image.conv2dKernelGradient(inputs, { ...square, kernelShape: filter[0] }, [], context)[0]!,
    expected: [12, 16, 24, 28],
  },
  {
    name: "a max-pooling's gradient",
    inputs: [
      [[1, 1, 1, 1], [3]],
      [
        [1, 2, 2, 1],
        [-2, -1, -1, -4],
      ],
      [[1, 1, 1, 1], [-1]],
    ],
    run: (inputs, context) =>
      image.maxPool2dGradient(inputs, { size: 2, stride: 2, padding: 0 }, [], context)[0]!,
    expected: [0, 3, 0, 0],
  },
  {
    name: 'a matrix product',
    inputs: [left, right],
    run: (inputs, context) => linear.matMul(inputs, { transposeA: true, transposeB: false }, [], context)[0]!,
    expected: [26, 30, 38, 44],
  },
  {
    name: 'an addition',
    inputs: [left, right],
    run: ([a, b]) => add(a!, b!),
    expected: [6, 8, 10, 12],
  },
  { name: 'a sum', inputs: [left], run: ([a]) => sum(a!, [0]), expected: [4, 6] },
];

/** Runs a few operations whose results are known on the current backend. Rejects where one of them is wrong. */
export async function selfTest(backend: BackendName): Promise<void> {
  const context = { backend, constants: new ConstantPool() };
  try {
    for (const test of CASES) await check(test, context);
  } finally {
    context.constants.dispose();
  }
}

async function check({ name, inputs, run, expected }: Case, context: ExecutionContext): Promise<void> {
  const tensors = inputs.map(([shape, data]) =>
    upload({ shape, dtype: 'float32', data: Float32Array.from(data) }),
  );
  const result = run(tensors, context);
  const { data } = await download(result);
  for (const tensor of [...tensors, result]) tensor.dispose();
  const right = data.length === expected.length && expected.every((n, i) => Math.abs(n - data[i]!) < 1e-3);
  if (!right) {
    throw new Error(`it computes ${name} wrongly: ${Array.from(data).join(' ')} for ${expected.join(' ')}`);
  }
}
