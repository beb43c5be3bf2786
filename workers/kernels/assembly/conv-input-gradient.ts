import { MOST, blockBytes, multiplyPacked, packAll, packedBytes, unfoldedMost, windowsAtOnce } from './conv-windows';
import { setColumns, setImage, setRows, unfold } from './unfold';
import { clear, copy, transpose } from './vector';

/** Distance of the taps that reach one phase, and the last of them: results of `phase`. */
let tapLast: i32, tapStep: i32, tapCount: i32;

/** Which taps of a kernel reach inputs at `offset` modulo the stride. */
function phase(offset: i32, stride: i32, pad: i32, taps: i32, dilation: i32): void {
  tapCount = 0;
  tapStep = 1;
  tapLast = 0;
  for (let t = taps - 1; t >= 0; t--) {
    if ((offset + pad - t * dilation) % stride != 0) continue;
    if (tapCount == 0) tapLast = t;
    else if (tapCount == 1) tapStep = tapLast - t;
    tapCount++;
  }
}

/**
 * Writes the filters of all phases of `conv2dBackpropInput` one after another, flipped, transposed and packed. Scratch: one
 * filter.
 */
export function conv2dBackpropInputPack(
  filter: usize,
  packed: usize,
  scratch: usize,
  batch: i32,
  h: i32,
  w: i32,
  c: i32,
  kh: i32,
  kw: i32,
  n: i32,
  oh: i32,
  ow: i32,
  strideH: i32,
  strideW: i32,
  padTop: i32,
  padLeft: i32,
  dilationH: i32,
  dilationW: i32,
): void {
  for (let py = 0; py < min(strideH, h); py++) {
    phase(py, strideH, padTop, kh, dilationH);
    const lastY = tapLast,
      stepY = tapStep,
      countY = tapCount;
    for (let px = 0; px < min(strideW, w); px++) {
      phase(px, strideW, padLeft, kw, dilationW);
      const k = countY * tapCount * n;
      for (let i = 0; i < countY; i++) {
        for (let j = 0; j < tapCount; j++) {
          const tap = (lastY - i * stepY) * kw + tapLast - j * tapStep;
          transpose(filter + tap * c * n * 4, n * 4, scratch + (i * tapCount + j) * n * c * 4, c * 4, c, n);
        }
      }
      packAll(scratch, k, c, packed);
      packed += packedBytes(k, c);
    }
  }
}

/** Bytes of scratch of `conv2dBackpropInput`; k = KH·KW·N. */
export function conv2dBackpropInputScratch(k: i32, c: i32): i32 {
  return MOST * c * 4 + unfoldedMost(k);
}

/**
 * dx[B,H,W,C] from dy[B,OH,OW,N] and the filter [KH,KW,C,N] that `conv2dBackpropInputPack` wrote. Inputs at the same place
 * modulo the stride are reached by the same taps, so each such phase is a dense convolution of dy with those taps, flipped and
 * transposed; no zero is multiplied, and every input is written once. Parts: pixels of dx, phase by phase.
 */
export function conv2dBackpropInput(
  dy: usize,
  packed: usize,
  dx: usize,
  batch: i32,
  h: i32,
  w: i32,
  c: i32,
  kh: i32,
  kw: i32,
  n: i32,
  oh: i32,
  ow: i32,
  strideH: i32,
  strideW: i32,
  padTop: i32,
  padLeft: i32,
  dilationH: i32,
  dilationW: i32,
  scratch: usize,
  begin: i32,
  end: i32,
): void {
  const result = scratch;
  const block = result + MOST * c * 4;
  const dense = strideH == 1 && strideW == 1;
  let before = 0; // windows of former phases
  setImage(oh, ow, n);
  for (let py = 0; py < min(strideH, h); py++) {
    phase(py, strideH, padTop, kh, dilationH);
    const lastY = tapLast,
      stepY = tapStep,
      countY = tapCount;
    const rows = (h - py + strideH - 1) / strideH;
    setRows(rows, 1, (py + padTop - lastY * dilationH) / strideH, countY, (stepY * dilationH) / strideH);
    for (let px = 0; px < min(strideW, w); px++) {
      phase(px, strideW, padLeft, kw, dilationW);
      const columns = (w - px + strideW - 1) / strideW;
      const x0 = (px + padLeft - tapLast * dilationW) / strideW;
      setColumns(columns, 1, x0, tapCount, (tapStep * dilationW) / strideW);
      const k = countY * tapCount * n;
      const windows = batch * rows * columns;
      const step = windowsAtOnce(max(k, 1));
      const last = min(end - before, windows);
      for (let first = max(begin - before, 0); first < last; first += step) {
        const count = min(step, last - first);
        const to = dense ? dx + first * c * 4 : result;
        if (k == 0) {
          clear(to, count * c);
        } else {
          unfold(dy, first, count, block, blockBytes(k));
          multiplyPacked(block, packed, to, count, c, k);
        }
        if (dense) continue;
        for (let r = 0; r < count; r++) {
          const at = first + r;
          const line = at / columns;
          const y = (line / rows) * h + py + (line % rows) * strideH;
          copy(dx + (y * w + px + (at % columns) * strideW) * c * 4, result + r * c * 4, c);
        }
      }
      before += windows;
      packed += packedBytes(k, c);
    }
  }
}
