import { DEPTH, ROW, columnMajor, rowMajor } from './micro';
import { PANEL, pack, padded } from './pack';
import { clear, copy } from './vector';

/** Columns packed at a time: half a megabyte. */
const WIDTH: i32 = 512;
/** Rows that meet a panel before the next panel; with the depth, what the second-level cache holds. */
const HEIGHT: i32 = 96;

/** Bytes of scratch that `gemm` needs. */
export function gemmScratch(n: i32, k: i32): i32 {
  return min(DEPTH, k) * padded(min(WIDTH, n)) * 4 + HEIGHT * <i32>ROW;
}

/**
 * Rows top to bottom of c[m, n] = op(a) · op(b), all row-major and dense: op(a) is [m, k] (in memory [k, m] if `transposeA`),
 * op(b) [k, n] (in memory [n, k] if `transposeB`). Blocked for the caches as in Goto and van de Geijn, "Anatomy of
 * high-performance matrix multiplication" (2008), except that a block of a is copied without interleaving its rows.
 */
function gemm(
  a: usize, b: usize, c: usize, m: i32, n: i32, k: i32, transposeA: bool, transposeB: bool,
  scratch: usize, top: i32, bottom: i32,
): void {
  if (k == 0) clear(c + top * n * 4, (bottom - top) * n);
  const strideB: usize = (transposeB ? k : n) * 4;
  const strideC: usize = n * 4;
  const panels = scratch + HEIGHT * ROW;
  for (let j = 0; j < n; j += WIDTH) {
    const width = min(WIDTH, n - j);
    for (let p = 0; p < k; p += DEPTH) {
      const depth = min(DEPTH, k - p);
      pack(b + (transposeB ? j * k + p : p * n + j) * 4, strideB, transposeB, depth, width, panels);
      for (let i = top; i < bottom; i += HEIGHT) {
        const height = min(HEIGHT, bottom - i);
        if (transposeA) {
          for (let q = 0; q < depth; q++) copy(scratch + q * height * 4, a + ((p + q) * m + i) * 4, height);
        } else {
          for (let q = 0; q < height; q++) copy(scratch + q * ROW, a + ((i + q) * k + p) * 4, depth);
        }
        for (let jj = 0; jj < width; jj += PANEL) {
          const panel = panels + jj * depth * 4;
          const to = c + (i * n + j + jj) * 4;
          const cols = min(PANEL, width - jj);
          if (transposeA) columnMajor(height, scratch, height * 4, panel, depth, to, strideC, cols, p > 0);
          else rowMajor(height, scratch, panel, depth, to, strideC, cols, p > 0);
        }
      }
    }
  }
}

/** `gemm` over a batch; strides are in elements, and 0 repeats the operand. Parts: rows of all c. */
export function batchGemm(
  a: usize, b: usize, c: usize, strideA: i32, strideB: i32,
  m: i32, n: i32, k: i32, transposeA: bool, transposeB: bool, scratch: usize, begin: i32, end: i32,
): void {
  for (let i = begin / m; i * m < end; i++) {
    const first = i * m;
    const at = c + first * n * 4;
    const top = max(begin - first, 0);
    const bottom = min(end - first, m);
    gemm(a + i * strideA * 4, b + i * strideB * 4, at, m, n, k, transposeA, transposeB, scratch, top, bottom);
  }
}
