import { blockBytes, multiplyPacked, unfoldedBytes, windowsAtOnce } from './conv-windows';
import { setColumns, setImage, setRows, unfold } from './unfold';

/** Bytes of scratch of `conv2dForward`; k = KH·KW·C. */
export function conv2dForwardScratch(k: i32): i32 {
  return unfoldedBytes(k);
}

/**
 * y[B,OH,OW,N] = x[B,H,W,C] * filter[KH,KW,C,N] (cross-correlation), as a product of unfolded windows and the filter, which
 * `packAll` wrote. Padding below and to the right follows from the output's size. Parts: pixels of y.
 */
export function conv2dForward(
  x: usize,
  packed: usize,
  y: usize,
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
  const step = windowsAtOnce(k);
  setImage(h, w, c);
  setRows(oh, strideH, -padTop, kh, dilationH);
  setColumns(ow, strideW, -padLeft, kw, dilationW);
  for (let first = begin; first < end; first += step) {
    const count = min(step, end - first);
    unfold(x, first, count, scratch, blockBytes(k));
    multiplyPacked(scratch, packed, y + first * n * 4, count, n, k);
  }
}
