import { MOST, blockBytes, unfoldedBytes, windowsAtOnce } from './conv-windows';
import { DEPTH, ROW, columnMajor } from './micro';
import { PANEL, pack, padded } from './pack';
import { setColumns, setImage, setRows, unfold } from './unfold';

/** Bytes of scratch of `conv2dBackpropFilter`; k = KH·KW·C. */
export function conv2dBackpropFilterScratch(k: i32, n: i32): i32 {
  return unfoldedBytes(k) + MOST * padded(n) * 4;
}

/**
 * dw[KH,KW,C,N] from x[B,H,W,C] and dy[B,OH,OW,N]: the unfolded windows' transpose times dy, block by block. Parts: segments
 * of `segment` pixels of dy each, whose sums are apart: the first segment's in dw, the others' one after another in `rest`.
 */
export function conv2dBackpropFilter(
  x: usize,
  dy: usize,
  dw: usize,
  rest: usize,
  segment: i32,
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
  const k = kh * kw * c;
  const windows = batch * oh * ow;
  const step = windowsAtOnce(k);
  const packed = scratch + unfoldedBytes(k);
  setImage(h, w, c);
  setRows(oh, strideH, -padTop, kh, dilationH);
  setColumns(ow, strideW, -padLeft, kw, dilationW);
  for (let s = begin; s < end; s++) {
    const to = s == 0 ? dw : rest + (s - 1) * k * n * 4;
    const start = s * segment;
    const stop = min(windows, start + segment);
    for (let first = start; first < stop; first += step) {
      const count = min(step, stop - first);
      unfold(x, first, count, scratch, blockBytes(k));
      pack(dy + first * n * 4, n * 4, false, count, n, packed);
      for (let j = 0; j < n; j += PANEL) {
        const panel = packed + j * count * 4;
        const cols = min(PANEL, n - j);
        for (let p = 0; p < k; p += DEPTH) {
          const block = scratch + (p / DEPTH) * blockBytes(k);
          const at = to + (p * n + j) * 4;
          columnMajor(min(DEPTH, k - p), block, ROW, panel, count, at, n * 4, cols, first > start);
        }
      }
    }
  }
}

/** to[n] += the rows of x[rows, n], in their order. Parts: elements. */
export function addRowsTo(to: usize, x: usize, rows: i32, n: i32, scratch: usize, begin: i32, end: i32): void {
  let i = begin;
  for (; i + 4 <= end; i += 4) {
    let sum = v128.load(to + i * 4);
    for (let r = 0; r < rows; r++) sum = f32x4.add(sum, v128.load(x + (r * n + i) * 4));
    v128.store(to + i * 4, sum);
  }
  for (; i < end; i++) {
    let sum = load<f32>(to + i * 4);
    for (let r = 0; r < rows; r++) sum += load<f32>(x + (r * n + i) * 4);
    store<f32>(to + i * 4, sum);
  }
}
