import type { Operation } from '../../../src/ir/operation.ts';
import type { OperationName } from '../../../src/ir/operations/attributes.ts';
import { assembleShader } from './assemble-shader.ts';
import type { FusedOperation } from './fused-operation.ts';
import type { ValueGraph } from './value-graph.ts';

const THREADS = 64;

type Named<N extends OperationName> = Extract<Operation, { name: N }>;
type Shape4 = readonly [number, number, number, number];

const four = (shape: readonly number[]): Shape4 => shape as unknown as Shape4;
const times = <T>(n: number, write: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => write(i));

/** Images of one batch that a thread computes: at one place all of them meet the same taps of the kernel. */
function imagesPerThread(batch: number): number {
  return batch >= 8 ? 8 : Math.min(4, batch);
}

/** Names of a thread's images; the last thread of a batch that does not come out even repeats its last image. */
function imageNames(batch: number, perThread: number): string[] {
  return times(perThread, (i) => `let n${i} = min(tile * ${perThread}u + ${i}u, ${batch - 1}u);`);
}

/** Splits the thread's number: the innermost part is the number of a block of four channels. */
function place(channels: number, width: number, height: number, count: number): string[] {
  return [
    `let thread = workgroup * ${THREADS}u + local;`,
    `if (thread >= ${count}u) { return; }`,
    `let block = thread % ${channels / 4}u;`,
    `let column = thread / ${channels / 4}u % ${width}u;`,
    `let row = thread / ${(channels / 4) * width}u % ${height}u;`,
    `let tile = thread / ${(channels / 4) * width * height}u;`,
  ];
}

/** Four filters of several images at one place, without a detour over a matrix of windows. */
export function convolution(operation: Named<'conv2d'>, graph: ValueGraph): FusedOperation | null {
  const { inputs, outputs, types, attributes } = operation;
  const [batch, height, width, channels] = four(graph.typeOf(inputs[0]!).shape);
  const [kernelHeight, kernelWidth] = four(graph.typeOf(inputs[1]!).shape);
  const [, rows, columns, filters] = four(types[0]!.shape);
  if (filters % 4 !== 0) return null;
  const { stride, padding } = attributes;
  const images = imagesPerThread(batch);
  const count = Math.ceil(batch / images) * rows * columns * (filters / 4);
  const byFour = channels % 4 === 0;
  const inner = byFour
    ? [
        `for (var c = 0u; c < ${channels}u; c += 4u) {`,
        ...times(4, (i) => `let w${i} = in1[(tap * ${channels}u + c + ${i}u) * ${filters / 4}u + block];`),
        ...times(images, (i) => [
          `let x${i} = in0[(((n${i} * ${height}u + y) * ${width}u + x) * ${channels}u + c) / 4u];`,
          `sum${i} += x${i}.x * w0 + x${i}.y * w1 + x${i}.z * w2 + x${i}.w * w3;`,
        ]).flat(),
        '}',
      ]
    : [
        `for (var c = 0u; c < ${channels}u; c++) {`,
        `let w = in1[(tap * ${channels}u + c) * ${filters / 4}u + block];`,
        ...times(
          images,
          (i) => `sum${i} += in0[((n${i} * ${height}u + y) * ${width}u + x) * ${channels}u + c] * w;`,
        ),
        '}',
      ];
  const body = [
    ...place(filters, columns, rows, count),
    ...imageNames(batch, images),
    ...times(images, (i) => `var sum${i} = vec4<f32>();`),
    `for (var ky = 0u; ky < ${kernelHeight}u; ky++) {`,
    // what lies before the beginning wraps around to a place far behind the end
    `let y = row * ${stride}u + ky - ${padding}u;`,
    `if (y >= ${height}u) { continue; }`,
    `for (var kx = 0u; kx < ${kernelWidth}u; kx++) {`,
    `let x = column * ${stride}u + kx - ${padding}u;`,
    `if (x >= ${width}u) { continue; }`,
    `let tap = ky * ${kernelWidth}u + kx;`,
    ...inner,
    '}',
    '}',
    ...times(
      images,
      (i) => `out0[((n${i} * ${rows}u + row) * ${columns}u + column) * ${filters / 4}u + block] = sum${i};`,
    ),
  ];
  const byFours = [inputs[1]!, ...outputs, ...(byFour ? [inputs[0]!] : [])];
  const workgroups = Math.ceil(count / THREADS);
  const kernel = assembleShader({ graph, inputs, outputs, byFours, body, workgroups, threads: THREADS });
  return { name: 'fused', operations: [operation], inputs, outputs, types, kernel };
}

/** Four channels of several images at one place; of the taps only those that the stride meets. */
export function inputGradient(
  operation: Named<'conv2dInputGradient'>,
  graph: ValueGraph,
): FusedOperation | null {
  const { inputs, outputs, types, attributes } = operation;
  const [batch, rows, columns, filters] = four(graph.typeOf(inputs[0]!).shape);
  const [kernelHeight, kernelWidth] = four(graph.typeOf(inputs[1]!).shape);
  const [, height, width, channels] = four(types[0]!.shape);
  if (filters % 4 !== 0 || channels % 4 !== 0) return null;
  const { stride, padding } = attributes;
  const images = imagesPerThread(batch);
  const count = Math.ceil(batch / images) * height * width * (channels / 4);
  const body = [
    ...place(channels, width, height, count),
    ...imageNames(batch, images),
    ...times(images, (i) => `var sum${i} = vec4<f32>();`),
    `for (var ky = 0u; ky < ${kernelHeight}u; ky++) {`,
    `let below = row + ${padding}u - ky;`,
    `let y = below / ${stride}u;`,
    `if (below % ${stride}u != 0u || y >= ${rows}u) { continue; }`,
    `for (var kx = 0u; kx < ${kernelWidth}u; kx++) {`,
    `let right = column + ${padding}u - kx;`,
    `let x = right / ${stride}u;`,
    `if (right % ${stride}u != 0u || x >= ${columns}u) { continue; }`,
    `let kernel = ((ky * ${kernelWidth}u + kx) * ${channels}u + block * 4u) * ${filters / 4}u;`,
    `for (var f = 0u; f < ${filters / 4}u; f++) {`,
    ...times(4, (i) => `let w${i} = in1[kernel + ${(i * filters) / 4}u + f];`),
    ...times(images, (i) => [
      `let dy${i} = in0[((n${i} * ${rows}u + y) * ${columns}u + x) * ${filters / 4}u + f];`,
      `sum${i} += vec4<f32>(dot(dy${i}, w0), dot(dy${i}, w1), dot(dy${i}, w2), dot(dy${i}, w3));`,
    ]).flat(),
    '}',
    '}',
    '}',
    ...times(
      images,
      (i) => `out0[((n${i} * ${height}u + row) * ${width}u + column) * ${channels / 4}u + block] = sum${i};`,
    ),
  ];
  const byFours = [...inputs, ...outputs];
  const workgroups = Math.ceil(count / THREADS);
  const kernel = assembleShader({ graph, inputs, outputs, byFours, body, workgroups, threads: THREADS });
  return { name: 'fused', operations: [operation], inputs, outputs, types, kernel };
}

/** Places that a thread adds up before it is worth another one. */
const PLACES_PER_LANE = 256;

/**
 * A tap of the kernel, up to four channels and up to eight filters: a few threads share the places of all images among them
 * and add up what they found, in an order that is always the same.
 */
export function kernelGradient(
  operation: Named<'conv2dKernelGradient'>,
  graph: ValueGraph,
): FusedOperation | null {
  const { inputs, outputs, types, attributes } = operation;
  const [batch, height, width, channels] = four(graph.typeOf(inputs[0]!).shape);
  const [, rows, columns, filters] = four(graph.typeOf(inputs[1]!).shape);
  const [kernelHeight, kernelWidth] = four(types[0]!.shape);
  const byFour = channels % 4 === 0;
  if (filters % 4 !== 0 || (!byFour && channels > 4)) return null;
  const { stride, padding } = attributes;
  const taken = byFour ? 4 : channels;
  const blocks = filters % 8 === 0 ? 2 : 1;
  const sums = taken * blocks;
  const [channelTiles, filterTiles] = [channels / taken, filters / 4 / blocks];
  const tiles = kernelHeight * kernelWidth * channelTiles * filterTiles;
  const places = batch * rows * columns;
  const lanes = Math.min(THREADS, 2 ** Math.ceil(Math.log2(Math.max(1, places / PLACES_PER_LANE))));
  const workgroups = Math.ceil((tiles * lanes) / THREADS);
  const pixel = `((n * ${height}u + y) * ${width}u + x) * ${channels}u + channel`;
  const output = (sum: string): string =>
    `out0[(tap * ${channels}u + channel + ${sum} / ${blocks}u) * ${filters / 4}u + filterBlock + ${sum} % ${blocks}u]`;
  const body = [
    `let lane = local % ${lanes}u;`,
    `let number = workgroup * ${THREADS / lanes}u + local / ${lanes}u;`,
    // none leaves early: all have to meet at the barrier
    `let tile = min(number, ${tiles - 1}u);`,
    `let filterBlock = tile % ${filterTiles}u * ${blocks}u;`,
    `let channel = tile / ${filterTiles}u % ${channelTiles}u * ${taken}u;`,
    `let tap = tile / ${filterTiles * channelTiles}u;`,
    ...times(sums, (i) => `var sum${i} = vec4<f32>();`),
    `for (var k = lane; k < ${places}u; k += ${lanes}u) {`,
    `let n = k / ${rows * columns}u;`,
    `let y = k / ${columns}u % ${rows}u * ${stride}u + tap / ${kernelWidth}u - ${padding}u;`,
    `let x = k % ${columns}u * ${stride}u + tap % ${kernelWidth}u - ${padding}u;`,
    `if (y >= ${height}u || x >= ${width}u) { continue; }`,
    ...(byFour
      ? [`let pixel = in0[(${pixel}) / 4u];`]
      : [`let pixel = array<f32, ${taken}>(${times(taken, (i) => `in0[${pixel} + ${i}u]`).join(', ')});`]),
    ...times(blocks, (j) => `let dy${j} = in1[k * ${filters / 4}u + filterBlock + ${j}u];`),
    ...times(sums, (i) => `sum${i} += pixel[${Math.floor(i / blocks)}] * dy${i % blocks};`),
    '}',
    ...(lanes === 1
      ? [`if (number < ${tiles}u) {`, ...times(sums, (i) => `${output(`${i}u`)} = sum${i};`), '}']
      : [
          ...times(sums, (i) => `found[local * ${sums}u + ${i}u] = sum${i};`),
          'workgroupBarrier();',
          `if (number < ${tiles}u) {`,
          `for (var i = lane; i < ${sums}u; i += ${lanes}u) {`,
          'var total = vec4<f32>();',
          `for (var k = local - lane; k < local - lane + ${lanes}u; k++) { total += found[k * ${sums}u + i]; }`,
          `${output('i')} = total;`,
          '}',
          '}',
        ]),
  ];
  const declarations = lanes === 1 ? [] : [`var<workgroup> found: array<vec4<f32>, ${THREADS * sums}>;`];
  const byFours = [inputs[1]!, ...outputs, ...(byFour ? [inputs[0]!] : [])];
  const kernel = assembleShader({
    graph,
    inputs,
    outputs,
    byFours,
    declarations,
    body,
    workgroups,
    threads: THREADS,
  });
  return { name: 'fused', operations: [operation], inputs, outputs, types, kernel };
}
