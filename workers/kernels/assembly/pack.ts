import { clear, copy, transpose } from './vector';

/** Columns of a packed panel: two vectors. */
export const PANEL: i32 = 8;

/** Number of floats in a row of n columns packed into panels. */
// @ts-ignore: decorator
@inline
export function padded(n: i32): i32 {
  return (n + PANEL - 1) & ~(PANEL - 1);
}

/**
 * Packs B[k, n] into panels of 8 columns, each [k, 8] and contiguous; missing columns are zero. `transposed` says that
 * memory holds [n, k] instead. The row stride is in bytes.
 */
export function pack(b: usize, stride: usize, transposed: bool, k: i32, n: i32, to: usize): void {
  for (let j = 0; j < n; j += PANEL, to += k * 32) {
    const cols = min(PANEL, n - j);
    if (transposed) {
      if (cols < PANEL) clear(to, k * PANEL);
      transpose(b + j * stride, stride, to, 32, cols, k);
    } else if (cols == PANEL) {
      let from = b + j * 4;
      for (let i = 0; i < k; i++, from += stride) {
        v128.store(to + i * 32, v128.load(from));
        v128.store(to + i * 32, v128.load(from, 16), 16);
      }
    } else {
      let from = b + j * 4;
      for (let i = 0; i < k; i++, from += stride) {
        clear(to + i * 32, PANEL);
        copy(to + i * 32, from, cols);
      }
    }
  }
}
