import { DEPTH, ROW, rowMajor } from './micro';
import { PANEL, pack, padded } from './pack';

/** Bytes of unfolded windows that are in work at a time: they stay in the second-level cache. */
const BLOCK: i32 = 221184;
/** Fewest and most windows in work; multiples of the tile's height. */
const LEAST: i32 = 12;
export const MOST: i32 = 192;

/** How many windows of k floats are in work at a time. */
export function windowsAtOnce(k: i32): i32 {
  const fitting = BLOCK / (k * 4);
  return max(LEAST, min(MOST, fitting - (fitting % LEAST)));
}

/** Bytes from one block of DEPTH columns of the unfolded windows to the next. */
export function blockBytes(k: i32): i32 {
  return windowsAtOnce(k) * <i32>ROW;
}

/** Bytes of all unfolded windows in work. */
export function unfoldedBytes(k: i32): i32 {
  return ((k + DEPTH - 1) / DEPTH) * blockBytes(k);
}

/** Bytes of unfolded windows of k floats or fewer. */
export function unfoldedMost(k: i32): i32 {
  return max(BLOCK, LEAST * k * 4) + MOST * <i32>ROW;
}

/** Bytes of a matrix [k, n] as `packAll` writes it. */
export function packedBytes(k: i32, n: i32): i32 {
  return k * padded(n) * 4;
}

/** Packs a whole matrix [k, n], depth by depth. */
export function packAll(b: usize, k: i32, n: i32, to: usize): void {
  for (let p = 0; p < k; p += DEPTH) {
    const depth = min(DEPTH, k - p);
    pack(b + p * n * 4, n * 4, false, depth, n, to + p * padded(n) * 4);
  }
}

/** c[m, n] = m unfolded windows of k floats · (the matrix that `packAll` wrote). */
export function multiplyPacked(windows: usize, packed: usize, c: usize, m: i32, n: i32, k: i32): void {
  for (let p = 0; p < k; p += DEPTH, windows += blockBytes(k)) {
    const depth = min(DEPTH, k - p);
    for (let j = 0; j < n; j += PANEL) {
      const panel = packed + (p * padded(n) + j * depth) * 4;
      rowMajor(m, windows, panel, depth, c + j * 4, n * 4, min(PANEL, n - j), p > 0);
    }
  }
}
