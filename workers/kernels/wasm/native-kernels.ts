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

/** Sizes of four axes, then the strides of two operands along them in elements. */
type FourAxes = [...sizes: Four, ...a: Four, ...b: Four];

/**
 * The exports of assembly/index.ts, where each is described. Tensors and scratch are addresses in the backend's memory;
 * sizes count elements, those of scratch bytes.
 */
export interface NativeKernels {
  gemmScratch(n: number, k: number): number;
  batchGemm(
    a: number,
    b: number,
    c: number,
    batch: number,
    strideA: number,
    strideB: number,
    m: number,
    n: number,
    k: number,
    transposeA: boolean,
    transposeB: boolean,
    scratch: number,
  ): void;
  conv2dForwardScratch(k: number, n: number): number;
  conv2dForward(x: number, filter: number, y: number, scratch: number, ...geometry: ConvGeometry): void;
  conv2dBackpropInputScratch(k: number, c: number): number;
  conv2dBackpropInput(
    dy: number,
    filter: number,
    dx: number,
    scratch: number,
    ...geometry: ConvGeometry
  ): void;
  conv2dBackpropFilterScratch(k: number, n: number): number;
  conv2dBackpropFilter(x: number, dy: number, dw: number, scratch: number, ...geometry: ConvGeometry): void;
  depthwiseBackpropInput(dy: number, filter: number, dx: number, ...geometry: ConvGeometry): void;
  depthwiseBackpropFilter(
    x: number,
    dy: number,
    dw: number,
    scratch: number,
    ...geometry: ConvGeometry
  ): void;
  sumMiddle(
    x: number,
    to: number,
    outer: number,
    reduced: number,
    inner: number,
    scale: number,
    scratch: number,
  ): void;
  batchNorm(
    x: number,
    scale: number,
    offset: number,
    y: number,
    mean: number,
    variance: number,
    groups: number,
    rows: number,
    n: number,
    epsilon: number,
    scratch: number,
  ): void;
  batchNormGradient(
    dy: number,
    x: number,
    scale: number,
    mean: number,
    variance: number,
    dx: number,
    dscale: number,
    doffset: number,
    groups: number,
    rows: number,
    n: number,
    epsilon: number,
    scratch: number,
  ): void;
  maxPoolGrad(
    x: number,
    dy: number,
    dx: number,
    b: number,
    h: number,
    w: number,
    c: number,
    oh: number,
    ow: number,
    kh: number,
    kw: number,
    strideH: number,
    strideW: number,
    padTop: number,
    padLeft: number,
  ): void;
  repeat(x: number, to: number, outer: number, times: number, n: number): void;
  gather(x: number, ids: number, to: number, outer: number, rows: number, count: number, n: number): void;
  reverse(x: number, to: number, outer: number, rows: number, n: number): void;
  slice(
    x: number,
    to: number,
    d0: number,
    d1: number,
    d2: number,
    n: number,
    s0: number,
    s1: number,
    s2: number,
  ): void;
  transposeBatch(x: number, to: number, batch: number, rows: number, cols: number): void;
  compare(code: number, integers: boolean, a: number, b: number, to: number, ...axes: FourAxes): void;
  extreme(larger: boolean, a: number, b: number, to: number, ...axes: FourAxes): void;
  choose(condition: number, yes: number, no: number, to: number, n: number): void;
}
