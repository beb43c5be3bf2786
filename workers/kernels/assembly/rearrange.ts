import { copy, transpose } from './vector';

// Elements are of four bytes: float32 or int32.

/** to[outer, times, n] repeats each row of x[outer, n]. */
export function repeat(x: usize, to: usize, outer: i32, times: i32, n: i32): void {
  for (let o = 0; o < outer; o++, x += n * 4) {
    if (n == 1) {
      const value = load<f32>(x);
      for (let t = 0; t < times; t++, to += 4) store<f32>(to, value);
    } else {
      for (let t = 0; t < times; t++, to += n * 4) copy(to, x, n);
    }
  }
}

/** to[outer, count, n] takes rows `ids`[count] of x[outer, rows, n]. */
export function gather(x: usize, ids: usize, to: usize, outer: i32, rows: i32, count: i32, n: i32): void {
  for (let o = 0; o < outer; o++, x += rows * n * 4) {
    for (let i = 0; i < count; i++, to += n * 4) copy(to, x + load<i32>(ids + i * 4) * n * 4, n);
  }
}

/** to[outer, rows, n] has the rows of x[outer, rows, n] in opposite order. */
export function reverse(x: usize, to: usize, outer: i32, rows: i32, n: i32): void {
  for (let o = 0; o < outer; o++, x += rows * n * 4) {
    for (let r = rows - 1; r >= 0; r--, to += n * 4) copy(to, x + r * n * 4, n);
  }
}

/** to[d0, d1, d2, n] from a part of a larger tensor: rows of n at strides s0, s1, s2 (in elements). */
export function slice(
  x: usize, to: usize, d0: i32, d1: i32, d2: i32, n: i32, s0: i32, s1: i32, s2: i32,
): void {
  for (let i = 0; i < d0; i++) {
    for (let j = 0; j < d1; j++) {
      for (let k = 0; k < d2; k++, to += n * 4) copy(to, x + (i * s0 + j * s1 + k * s2) * 4, n);
    }
  }
}

/** Side of the square that is transposed at a time; its rows and columns stay in the first-level cache. */
const SQUARE: i32 = 32;

/** to[batch, cols, rows] = x[batch, rows, cols] with the last two axes exchanged. */
export function transposeBatch(x: usize, to: usize, batch: i32, rows: i32, cols: i32): void {
  for (let b = 0; b < batch; b++, x += rows * cols * 4, to += rows * cols * 4) {
    for (let r = 0; r < rows; r += SQUARE) {
      for (let c = 0; c < cols; c += SQUARE) {
        const height = min(SQUARE, rows - r);
        transpose(x + (r * cols + c) * 4, cols * 4, to + (c * rows + r) * 4, rows * 4, height, min(SQUARE, cols - c));
      }
    }
  }
}
