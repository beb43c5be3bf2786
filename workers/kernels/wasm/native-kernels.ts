/**
 * A 2-D convolution: batch, height, width and channels of the input; kernel height and width; channels of the output
 * (of a depthwise convolution: its multiplier); height and width of the output; strides; padding above and to the left;
 * dilations. What is below and to the right follows from the output's size.
 */
export type ConvGeometry = [
  b: number,
  h: number,
  w: number,
  c: number,
  kh: number,
  kw: number,
  n: number,
  oh: number,
  ow: number,
  strideH: number,
  strideW: number,
  padTop: number,
  padLeft: number,
  dilationH: number,
  dilationW: number,
];

type Four = [number, number, number, number];

/** Sizes of three axes, all but the first of four, then the strides of two operands along all of them in elements. */
type FourAxes = [...sizes: [number, number, number], ...a: Four, ...b: Four];

/** Scratch of the thread's own, the first part to do, and the one behind the last. */
type Parts = [scratch: number, begin: number, end: number];

/** Kernels that can be done in parts. */
export interface PartialKernels {
  batchGemm(
    ...args: [
      ...[a: number, b: number, c: number, strideA: number, strideB: number],
      ...[m: number, n: number, k: number, transposeA: boolean, transposeB: boolean],
      ...Parts,
    ]
  ): void;
  conv2dForward(...args: [x: number, packed: number, y: number, ...ConvGeometry, ...Parts]): void;
  conv2dBackpropInput(...args: [dy: number, packed: number, dx: number, ...ConvGeometry, ...Parts]): void;
  conv2dBackpropFilter(
    ...args: [
      ...[x: number, dy: number, dw: number, rest: number, segment: number],
      ...ConvGeometry,
      ...Parts,
    ]
  ): void;
  addRowsTo(...args: [to: number, x: number, rows: number, n: number, ...Parts]): void;
  depthwiseBackpropInput(...args: [dy: number, filter: number, dx: number, ...ConvGeometry, ...Parts]): void;
  depthwiseBackpropFilter(...args: [x: number, dy: number, dw: number, ...ConvGeometry, ...Parts]): void;
  sumMiddle(...args: [x: number, to: number, reduced: number, inner: number, scale: number, ...Parts]): void;
  partialSums(...args: [x: number, partials: number, reduced: number, inner: number, ...Parts]): void;
  partialMoments(
    ...args: [dy: number, x: number, mean: number, partials: number, rows: number, n: number, ...Parts]
  ): void;
  batchNormApply(
    ...args: [
      ...[x: number, mean: number, factor: number, offset: number, y: number, rows: number, n: number],
      ...Parts,
    ]
  ): void;
  batchNormGradientApply(
    ...args: [
      ...[dy: number, x: number, mean: number, factors: number, dx: number, rows: number, n: number],
      ...Parts,
    ]
  ): void;
  maxPoolGrad(
    ...args: [
      ...[x: number, dy: number, dx: number, h: number, w: number, c: number, oh: number, ow: number],
      ...[kh: number, kw: number, strideH: number, strideW: number, padTop: number, padLeft: number],
      ...Parts,
    ]
  ): void;
  repeat(...args: [x: number, to: number, times: number, n: number, ...Parts]): void;
  gather(
    ...args: [x: number, ids: number, to: number, rows: number, count: number, n: number, ...Parts]
  ): void;
  reverse(...args: [x: number, to: number, rows: number, n: number, ...Parts]): void;
  slice(
    ...args: [
      ...[x: number, to: number, d1: number, d2: number, n: number, s0: number, s1: number, s2: number],
      ...Parts,
    ]
  ): void;
  transposeBatch(...args: [x: number, to: number, rows: number, cols: number, ...Parts]): void;
  compare(
    ...args: [code: number, integers: boolean, a: number, b: number, to: number, ...FourAxes, ...Parts]
  ): void;
  extreme(...args: [larger: boolean, a: number, b: number, to: number, ...FourAxes, ...Parts]): void;
  choose(...args: [condition: number, yes: number, no: number, to: number, ...Parts]): void;
}

/**
 * The exports of assembly/index.ts, where each is described. Tensors and scratch are addresses in the backend's memory;
 * sizes count elements, those of scratch bytes.
 */
export interface NativeKernels extends PartialKernels {
  gemmScratch(n: number, k: number): number;
  packAll(b: number, k: number, n: number, to: number): void;
  packedBytes(k: number, n: number): number;
  windowsAtOnce(k: number): number;
  conv2dForwardScratch(k: number): number;
  conv2dBackpropInputPack(filter: number, packed: number, scratch: number, ...geometry: ConvGeometry): void;
  conv2dBackpropInputScratch(k: number, c: number): number;
  conv2dBackpropFilterScratch(k: number, n: number): number;
  partialCount(reduced: number): number;
  combine(partials: number, to: number, outer: number, groups: number, inner: number, scale: number): void;
  batchNormFactors(
    scale: number,
    variance: number,
    factor: number,
    outer: number,
    rows: number,
    n: number,
    epsilon: number,
  ): void;
  batchNormGradientFactors(
    moments: number,
    scale: number,
    variance: number,
    dscale: number,
    doffset: number,
    factors: number,
    outer: number,
    rows: number,
    n: number,
    epsilon: number,
  ): void;
  transposeParts(rows: number): number;
}
