import { madd, put } from './vector';

/** Depth of a block of A, and of the panels of B that it meets: 9 KB of such a panel stay in the first-level cache. */
export const DEPTH: i32 = 288;
/** Bytes from row to row of a block of A: known here, so one pointer with constant offsets reads four rows. */
export const ROW: usize = 1152;

// The inner products below keep four rows of two vectors in registers and are not unrolled by hand: V8's older compiler
// moves all loads of a basic block before its arithmetic, and larger bodies then spill (20 instead of 31 GFLOP/s).

/** c[4, 8] (+)= a[4, k] · b[k, 8]; rows of a are ROW bytes apart, those of the packed panel b 32, those of c `stride`. */
function rows4(a: usize, b: usize, k: i32, c: usize, stride: usize, cols: i32, add: bool): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (; k > 0; k--, a += 4, b += 32) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let s = v128.load32_splat(a);
    c00 = madd(s, b0, c00);
    c01 = madd(s, b1, c01);
    s = v128.load32_splat(a, ROW);
    c10 = madd(s, b0, c10);
    c11 = madd(s, b1, c11);
    s = v128.load32_splat(a, 2 * ROW);
    c20 = madd(s, b0, c20);
    c21 = madd(s, b1, c21);
    s = v128.load32_splat(a, 3 * ROW);
    c30 = madd(s, b0, c30);
    c31 = madd(s, b1, c31);
  }
  put(c, c00, c01, cols, add);
  put(c + stride, c10, c11, cols, add);
  put(c + 2 * stride, c20, c21, cols, add);
  put(c + 3 * stride, c30, c31, cols, add);
}

/** c[4, 8] (+)= a[k, 4]ᵀ · b[k, 8]; rows of a are `step` bytes apart. */
function columns4(a: usize, step: usize, b: usize, k: i32, c: usize, stride: usize, cols: i32, add: bool): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (; k > 0; k--, a += step, b += 32) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let s = v128.load32_splat(a);
    c00 = madd(s, b0, c00);
    c01 = madd(s, b1, c01);
    s = v128.load32_splat(a, 4);
    c10 = madd(s, b0, c10);
    c11 = madd(s, b1, c11);
    s = v128.load32_splat(a, 8);
    c20 = madd(s, b0, c20);
    c21 = madd(s, b1, c21);
    s = v128.load32_splat(a, 12);
    c30 = madd(s, b0, c30);
    c31 = madd(s, b1, c31);
  }
  put(c, c00, c01, cols, add);
  put(c + stride, c10, c11, cols, add);
  put(c + 2 * stride, c20, c21, cols, add);
  put(c + 3 * stride, c30, c31, cols, add);
}

/** One row of c: its elements of a are `step` bytes apart. */
function single(a: usize, step: usize, b: usize, k: i32, c: usize, cols: i32, add: bool): void {
  let c0 = f32x4.splat(0), c1 = c0;
  for (; k > 0; k--, a += step, b += 32) {
    const s = v128.load32_splat(a);
    c0 = madd(s, v128.load(b), c0);
    c1 = madd(s, v128.load(b, 16), c1);
  }
  put(c, c0, c1, cols, add);
}

/** c[m, cols] (+)= a[m, k] · b[k, cols]: a with rows ROW bytes apart, k at most DEPTH, b a packed panel. */
export function rowMajor(m: i32, a: usize, b: usize, k: i32, c: usize, stride: usize, cols: i32, add: bool): void {
  for (; m >= 4; m -= 4, a += 4 * ROW, c += 4 * stride) rows4(a, b, k, c, stride, cols, add);
  for (; m > 0; m--, a += ROW, c += stride) single(a, 4, b, k, c, cols, add);
}

/** c[m, cols] (+)= a[k, m]ᵀ · b[k, cols]: a with rows `step` bytes apart, b a packed panel. */
export function columnMajor(
  m: i32, a: usize, step: usize, b: usize, k: i32, c: usize, stride: usize, cols: i32, add: bool,
): void {
  for (; m >= 4; m -= 4, a += 16, c += 4 * stride) columns4(a, step, b, k, c, stride, cols, add);
  for (; m > 0; m--, a += 4, c += stride) single(a, step, b, k, c, cols, add);
}
