import { DEPTH, ROW, columnMajor, rowMajor } from './micro';
import { PANEL, pack, padded } from './pack';
import { setColumns, setImage, setRows, unfold } from './unfold';
import { clear, copy, transpose } from './vector';

/** Bytes of unfolded windows that are in work at a time: they stay in the second-level cache. */
const BLOCK: i32 = 221184;
/** Fewest and most windows in work; multiples of the tile's height. */
const LEAST: i32 = 12;
const MOST: i32 = 192;

/** How many windows of k floats are in work at a time. */
function windowsAtOnce(k: i32): i32 {
  const fitting = BLOCK / (k * 4);
  return max(LEAST, min(MOST, fitting - (fitting % LEAST)));
}

/** Bytes from one block of DEPTH columns of the unfolded windows to the next. */
function blockBytes(k: i32): i32 {
  return windowsAtOnce(k) * <i32>ROW;
}

/** Bytes of all unfolded windows in work. */
function unfoldedBytes(k: i32): i32 {
  return ((k + DEPTH - 1) / DEPTH) * blockBytes(k);
}

/** Packs a whole matrix [k, n], depth by depth. */
function packAll(b: usize, k: i32, n: i32, to: usize): void {
  for (let p = 0; p < k; p += DEPTH) {
    const depth = min(DEPTH, k - p);
    pack(b + p * n * 4, n * 4, false, depth, n, to + p * padded(n) * 4);
  }
}

/** c[m, n] = m unfolded windows of k floats · (the matrix that `packAll` wrote). */
function multiplyPacked(windows: usize, packed: usize, c: usize, m: i32, n: i32, k: i32): void {
  for (let p = 0; p < k; p += DEPTH, windows += blockBytes(k)) {
    const depth = min(DEPTH, k - p);
    for (let j = 0; j < n; j += PANEL) {
      const panel = packed + (p * padded(n) + j * depth) * 4;
      rowMajor(m, windows, panel, depth, c + j * 4, n * 4, min(PANEL, n - j), p > 0);
    }
  }
}

/** Bytes of scratch of `conv2dForward`; k = KH·KW·C. */
export function conv2dForwardScratch(k: i32, n: i32): i32 {
  return k * padded(n) * 4 + unfoldedBytes(k);
}

/**
 * y[B,OH,OW,N] = x[B,H,W,C] * filter[KH,KW,C,N] (cross-correlation), as a product of unfolded windows and the filter.
 * Padding below and to the right follows from the output's size.
 */
export function conv2dForward(
  x: usize,
  filter: usize,
  y: usize,
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
  const k = kh * kw * c;
  const windows = batch * oh * ow;
  const block = scratch + k * padded(n) * 4;
  const step = windowsAtOnce(k);
  packAll(filter, k, n, scratch);
  setImage(h, w, c);
  setRows(oh, strideH, -padTop, kh, dilationH);
  setColumns(ow, strideW, -padLeft, kw, dilationW);
  for (let first = 0; first < windows; first += step) {
    const count = min(step, windows - first);
    unfold(x, first, count, block, blockBytes(k));
    multiplyPacked(block, scratch, y + first * n * 4, count, n, k);
  }
}

/** Bytes of unfolded windows of k floats or fewer. */
function unfoldedMost(k: i32): i32 {
  return max(BLOCK, LEAST * k * 4) + MOST * <i32>ROW;
}

/** Bytes of scratch of `conv2dBackpropInput`; k = KH·KW·N. */
export function conv2dBackpropInputScratch(k: i32, c: i32): i32 {
  return k * c * 4 + k * padded(c) * 4 + MOST * c * 4 + unfoldedMost(k);
}

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
 * dx[B,H,W,C] from dy[B,OH,OW,N] and filter[KH,KW,C,N]. Inputs at the same place modulo the stride are reached by the
 * same taps, so each such phase is a dense convolution of dy with those taps, flipped and transposed; no zero is
 * multiplied, and every input is written once.
 */
export function conv2dBackpropInput(
  dy: usize,
  filter: usize,
  dx: usize,
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
  const most = kh * kw * n;
  const packed = scratch + most * c * 4;
  const result = packed + most * padded(c) * 4;
  const block = result + MOST * c * 4;
  const dense = strideH == 1 && strideW == 1;
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
      const lastX = tapLast,
        stepX = tapStep,
        countX = tapCount;
      const columns = (w - px + strideW - 1) / strideW;
      setColumns(
        columns,
        1,
        (px + padLeft - lastX * dilationW) / strideW,
        countX,
        (stepX * dilationW) / strideW,
      );
      const k = countY * countX * n;
      for (let i = 0; i < countY; i++) {
        for (let j = 0; j < countX; j++) {
          const tap = (lastY - i * stepY) * kw + lastX - j * stepX;
          transpose(filter + tap * c * n * 4, n * 4, scratch + (i * countX + j) * n * c * 4, c * 4, c, n);
        }
      }
      packAll(scratch, k, c, packed);
      const windows = batch * rows * columns;
      const step = windowsAtOnce(max(k, 1));
      for (let first = 0; first < windows; first += step) {
        const count = min(step, windows - first);
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
    }
  }
}

/** Bytes of scratch of `conv2dBackpropFilter`; k = KH·KW·C. */
export function conv2dBackpropFilterScratch(k: i32, n: i32): i32 {
  return unfoldedBytes(k) + MOST * padded(n) * 4;
}

/** dw[KH,KW,C,N] from x[B,H,W,C] and dy[B,OH,OW,N]: the unfolded windows' transpose times dy, block by block. */
export function conv2dBackpropFilter(
  x: usize,
  dy: usize,
  dw: usize,
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
  const k = kh * kw * c;
  const windows = batch * oh * ow;
  const step = windowsAtOnce(k);
  const packed = scratch + unfoldedBytes(k);
  setImage(h, w, c);
  setRows(oh, strideH, -padTop, kh, dilationH);
  setColumns(ow, strideW, -padLeft, kw, dilationW);
  for (let first = 0; first < windows; first += step) {
    const count = min(step, windows - first);
    unfold(x, first, count, scratch, blockBytes(k));
    pack(dy + first * n * 4, n * 4, false, count, n, packed);
    for (let j = 0; j < n; j += PANEL) {
      const panel = packed + j * count * 4;
      const cols = min(PANEL, n - j);
      for (let p = 0; p < k; p += DEPTH) {
        const block = scratch + (p / DEPTH) * blockBytes(k);
        columnMajor(min(DEPTH, k - p), block, ROW, panel, count, dw + (p * n + j) * 4, n * 4, cols, first > 0);
      }
    }
  }
}
