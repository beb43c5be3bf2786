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
}
