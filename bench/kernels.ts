/**
 * Times our WASM kernels against tfjs's own (`npx tsx bench/kernels.ts [runs] [part of a name]`): medians of interleaved
 * runs on one thread, in milliseconds, and the rate of our best run. Node 20 fuses multiply and add only with
 * `--experimental-wasm-relaxed-simd`. The filter gradient, which tfjs lacks, is compared with its composition from stock kernels.
 */
import { backend as currentBackend, getKernel, setBackend, tensor } from '@tensorflow/tfjs-core';
import type { KernelFunc, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { hasRelaxedSimd } from '../workers/kernels/wasm/native.ts';
import { composedFilterGradient } from './rivals/composed-filter-gradient.ts';
import { registerWasmKernels, wasmKernels } from '../workers/kernels/wasm/register.ts';

type Inputs = Record<string, TensorInfo>;
interface Case {
  name: string;
  kernel: string;
  shapes: Record<string, number[]>;
  attrs: object;
  flops?: number;
  stock?: (inputs: Inputs) => TensorInfo;
}

await setBackend('wasm');
const backend = currentBackend() as BackendWasm;
const stockKernels = new Map<string, KernelFunc>();
for (const { kernelName } of wasmKernels) {
  const kernel = getKernel(kernelName, 'wasm');
  if (kernel) stockKernels.set(kernelName, kernel.kernelFunc);
}
const stock = (kernel: string, inputs: Inputs, attrs: object) => {
  const func = stockKernels.get(kernel) ?? getKernel(kernel, 'wasm')!.kernelFunc;
  return func({ inputs, backend, attrs: attrs as never }) as TensorInfo;
};
await registerWasmKernels();

/** Forward and both gradients of one convolution of size k with padding (k-1)/2. */
function convolution(
  label: string,
  b: number,
  size: number,
  c: number,
  n: number,
  stride: number,
  k = 3,
): Case[] {
  const pad = (k - 1) / 2;
  const out = Math.floor((size + 2 * pad - k) / stride) + 1;
  const x = [b, size, size, c];
  const filter = [k, k, c, n];
  const dy = [b, out, out, n];
  const attrs = { strides: stride, pad, dataFormat: 'NHWC', dimRoundingMode: 'floor', dilations: 1 };
  const flops = 2 * b * out * out * k * k * c * n;
  const name = `${label}: ${size}² ${c}→${n} k${k} s${stride}, batch ${b},`;
  return [
    { name: `${name} forward`, kernel: 'Conv2D', shapes: { x, filter }, attrs, flops },
    {
      name: `${name} filter gradient`,
      kernel: 'Conv2DBackpropFilter',
      shapes: { x, dy },
      attrs: { ...attrs, filterShape: filter },
      flops,
      stock: ({ x: images, dy: gradient }) =>
        composedFilterGradient(
          { x: images!, dy: gradient!, stride, pad, filterShape: filter },
          stock,
          ({ dataId }) => void backend.disposeData(dataId),
        ),
    },
    {
      name: `${name} input gradient`,
      kernel: 'Conv2DBackpropInput',
      shapes: { dy, filter },
      attrs: { ...attrs, inputShape: x },
      flops,
    },
  ];
}

function product(
  name: string,
  a: number[],
  b: number[],
  flops: number,
  transposeA = false,
  transposeB = false,
): Case {
  return { name, kernel: 'BatchMatMul', shapes: { a, b }, attrs: { transposeA, transposeB }, flops };
}

const cases: Case[] = [
  ...convolution('A', 128, 28, 1, 32, 2),
  ...convolution('A', 128, 14, 32, 64, 2),
  ...convolution('A', 128, 7, 64, 128, 2),
  ...convolution('B', 128, 32, 3, 32, 1),
  ...convolution('B', 128, 32, 32, 32, 1),
  ...convolution('B', 128, 32, 32, 64, 2),
  ...convolution('B', 128, 16, 64, 64, 1),
  ...convolution('B', 128, 16, 64, 128, 2),
  ...convolution('B', 128, 8, 128, 128, 1),
  ...convolution('B', 128, 32, 32, 64, 2, 1),
  ...convolution('table', 128, 28, 32, 32, 1),
  product('matmul 512³', [1, 512, 512], [1, 512, 512], 2 * 512 ** 3),
  product('matmul 512³, A transposed', [1, 512, 512], [1, 512, 512], 2 * 512 ** 3, true),
  product('matmul 512³, B transposed', [1, 512, 512], [1, 512, 512], 2 * 512 ** 3, false, true),
  product('matmul 6272×288ᵀ·64', [1, 6272, 288], [1, 6272, 64], 2 * 6272 * 288 * 64, true),
  product('matmul 256×128·256ᵀ', [1, 256, 128], [1, 256, 128], 2 * 256 * 128 * 256, false, true),
  product('batched 96 × 65×64·65ᵀ', [96, 65, 64], [96, 65, 64], 96 * 2 * 65 * 64 * 65, false, true),
  {
    name: 'sum [128,32,32,32] over [0,1,2]',
    kernel: 'Sum',
    shapes: { x: [128, 32, 32, 32] },
    attrs: { axis: [0, 1, 2] },
  },
  {
    name: 'mean [128,32,32,32] over [0,1,2]',
    kernel: 'Mean',
    shapes: { x: [128, 32, 32, 32] },
    attrs: { axis: [0, 1, 2] },
  },
  { name: 'sum [4096,256] over [0]', kernel: 'Sum', shapes: { x: [4096, 256] }, attrs: { axis: [0] } },
  { name: 'sum [4096,256] over [1]', kernel: 'Sum', shapes: { x: [4096, 256] }, attrs: { axis: [1] } },
  {
    name: 'tile [1,1,1,32] to [128,32,32,32]',
    kernel: 'Tile',
    shapes: { x: [1, 1, 1, 32] },
    attrs: { reps: [128, 32, 32, 1] },
  },
  {
    name: 'equal [1024,1] with [1,1024]',
    kernel: 'Equal',
    shapes: { a: [1024, 1], b: [1, 1024] },
    attrs: {},
  },
  {
    name: 'greater [128,32,32,32] with a scalar',
    kernel: 'Greater',
    shapes: { a: [128, 32, 32, 32], b: [] },
    attrs: {},
  },
  {
    name: 'maximum of two [128,32,32,32]',
    kernel: 'Maximum',
    shapes: { a: [128, 32, 32, 32], b: [128, 32, 32, 32] },
    attrs: {},
  },
  {
    name: 'reverse [128,32,32,3] along the width',
    kernel: 'Reverse',
    shapes: { x: [128, 32, 32, 3] },
    attrs: { dims: [2] },
  },
  {
    name: 'transpose [1024,1024]',
    kernel: 'Transpose',
    shapes: { x: [1024, 1024] },
    attrs: { perm: [1, 0] },
  },
  {
    name: 'slice the second half of [256,32,32,32]',
    kernel: 'Slice',
    shapes: { x: [256, 32, 32, 32] },
    attrs: { begin: [128, 0, 0, 0], size: [128, 32, 32, 32] },
  },
  {
    name: 'max pool gradient [128,32,32,32] 2×2',
    kernel: 'MaxPoolGrad',
    shapes: { dy: [128, 16, 16, 32], input: [128, 32, 32, 32], output: [128, 16, 16, 32] },
    attrs: { filterSize: 2, strides: 2, pad: 'valid' },
  },
];

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const repeats = Number(process.argv[2] ?? 7);
const only = process.argv[3];

console.log(`Node ${process.version}, relaxed SIMD: ${hasRelaxedSimd()}, medians of ${repeats}`);
console.log('| operation | tfjs ms | ours ms | × | GFLOP/s |\n| --- | --- | --- | --- | --- |');
for (const { name, kernel, shapes, attrs, flops, stock: composed } of cases) {
  if (only !== undefined && !name.includes(only)) continue;
  const inputs: Record<string, Tensor> = {};
  for (const [key, shape] of Object.entries(shapes)) {
    const data = Float32Array.from({ length: shape.reduce((p, q) => p * q, 1) }, () => Math.random() - 0.5);
    inputs[key] = tensor(data, shape);
  }
  const rivals = [
    composed ? () => composed(inputs) : () => stock(kernel, inputs, attrs),
    () => getKernel(kernel, 'wasm')!.kernelFunc({ inputs, backend, attrs: attrs as never }) as TensorInfo,
  ];
  const times = rivals.map((): number[] => []);
  for (let i = 0; i < repeats + 1; i++) {
    rivals.forEach((rival, r) => {
      const start = performance.now();
      const out = rival();
      if (i > 0) times[r]!.push(performance.now() - start); // the first run warms up
      backend.disposeData(out.dataId);
    });
  }
  const [theirs, ours] = times.map(median) as [number, number];
  const rate = flops === undefined ? '' : (flops / Math.min(...times[1]!) / 1e6).toFixed(1);
  console.log(
    `| ${name} | ${theirs.toFixed(2)} | ${ours.toFixed(2)} | ${(theirs / ours).toFixed(1)} | ${rate} |`,
  );
  for (const t of Object.values(inputs)) t.dispose();
}
