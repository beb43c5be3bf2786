import { columnMajor, rowMajor } from './micro';
import { PANEL, pack, padded } from './pack';
import { clear, copy } from './vector';

/** Depth of a packed panel: 8 KB of it stay in the first-level cache. */
const DEPTH: i32 = 256;
/** Columns packed at a time: half a megabyte. */
const WIDTH: i32 = 512;
/** Rows multiplied by a panel before the next panel; a multiple of both tile heights. */
const HEIGHT: i32 = 96;

/** Bytes of scratch that `gemm` needs. */
export function gemmScratch(n: i32, k: i32, transposeA: bool): i32 {
  const depth = min(DEPTH, k);
  const panels = depth * padded(min(WIDTH, n)) * 4;
  return transposeA ? panels + depth * HEIGHT * 4 : panels;
}

/**
 * C[m, n] = op(A) · op(B), all row-major and dense: op(A) is [m, k] (in memory [k, m] if `transposeA`), op(B) [k, n]
 * (in memory [n, k] if `transposeB`). Blocked for the caches as in Goto and van de Geijn, "Anatomy of high-performance
 * matrix multiplication" (2008), but A is read in place: with a splatting load its rows need no packing.
 */
export function gemm(
  a: usize,
  b: usize,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  transposeA: bool,
  transposeB: bool,
  scratch: usize,
): void {
  if (k == 0) clear(c, m * n);
  const strideB: usize = (transposeB ? k : n) * 4;
  const strideC: usize = n * 4;
  for (let j = 0; j < n; j += WIDTH) {
    const width = min(WIDTH, n - j);
    for (let p = 0; p < k; p += DEPTH) {
      const depth = min(DEPTH, k - p);
      pack(b + (transposeB ? j * k + p : p * n + j) * 4, strideB, transposeB, depth, width, scratch);
      const block = scratch + depth * padded(width) * 4;
      for (let i = 0; i < m; i += HEIGHT) {
        const height = min(HEIGHT, m - i);
        if (transposeA) {
          // side by side, or a power-of-two stride makes the rows evict each other
          for (let q = 0; q < depth; q++) copy(block + q * height * 4, a + ((p + q) * m + i) * 4, height);
        }
        for (let jj = 0; jj < width; jj += PANEL) {
          const panel = scratch + jj * depth * 4;
          const to = c + (i * n + j + jj) * 4;
          const cols = min(PANEL, width - jj);
          if (transposeA) columnMajor(height, block, height * 4, panel, depth, to, strideC, cols, p > 0);
          else rowMajor(height, a + (i * k + p) * 4, k * 4, panel, depth, to, strideC, cols, p > 0);
        }
      }
    }
  }
}

/** `gemm` over a batch; strides are in elements, and 0 repeats the operand. */
export function batchGemm(
  a: usize,
  b: usize,
  c: usize,
  batch: i32,
  strideA: i32,
  strideB: i32,
  m: i32,
  n: i32,
  k: i32,
  transposeA: bool,
  transposeB: bool,
  scratch: usize,
): void {
  for (let i = 0; i < batch; i++) {
    gemm(a, b, c, m, n, k, transposeA, transposeB, scratch);
    a += strideA * 4;
    b += strideB * 4;
    c += m * n * 4;
  }
}
