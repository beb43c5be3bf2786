import { copy, transpose } from './vector';

// Elements are of four bytes: float32 or int32.

/** to[outer, times, n] repeats each row of x[outer, n]. Parts: rows of to. */
export function repeat(
  x: usize, to: usize, times: i32, n: i32, scratch: usize, begin: i32, end: i32,
): void {
  to += begin * n * 4;
  let o = begin / times;
  let left = times - (begin % times);
  for (let rows = end - begin; rows > 0; o++, rows -= left, left = times) {
    left = min(left, rows);
    const from = x + o * n * 4;
    if (n == 1) {
      const value = load<f32>(from);
      for (let t = 0; t < left; t++, to += 4) store<f32>(to, value);
    } else {
      for (let t = 0; t < left; t++, to += n * 4) copy(to, from, n);
    }
  }
}

/** to[outer, count, n] takes rows `ids`[count] of x[outer, rows, n]. Parts: rows of to. */
export function gather(
  x: usize, ids: usize, to: usize, rows: i32, count: i32, n: i32, scratch: usize, begin: i32, end: i32,
): void {
  to += begin * n * 4;
  let o = begin / count;
  let i = begin % count;
  for (let r = begin; r < end; r++, to += n * 4) {
    copy(to, x + (o * rows + load<i32>(ids + i * 4)) * n * 4, n);
    if (++i == count) {
      i = 0;
      o++;
    }
  }
}

/** to[outer, rows, n] has the rows of x[outer, rows, n] in opposite order. Parts: rows. */
export function reverse(x: usize, to: usize, rows: i32, n: i32, scratch: usize, begin: i32, end: i32): void {
  for (let at = begin; at < end; at++) {
    const r = at % rows;
    copy(to + at * n * 4, x + (at - r + rows - 1 - r) * n * 4, n);
  }
}

/** to[d0, d1, d2, n] from a part of a larger tensor: rows of n at strides s0, s1, s2 (in elements). Parts: rows. */
export function slice(
  x: usize, to: usize, d1: i32, d2: i32, n: i32, s0: i32, s1: i32, s2: i32, scratch: usize, begin: i32, end: i32,
): void {
  for (let r = begin; r < end; r++) {
    const k = r % d2;
    const j = (r / d2) % d1;
    const i = r / d2 / d1;
    copy(to + r * n * 4, x + (i * s0 + j * s1 + k * s2) * 4, n);
  }
}

/** Side of the square that is transposed at a time; its rows and columns stay in the first-level cache. */
const SQUARE: i32 = 32;

/** How many parts the rows of one matrix of `transposeBatch` are. */
export function transposeParts(rows: i32): i32 {
  return (rows + SQUARE - 1) / SQUARE;
}

/** to[batch, cols, rows] = x[batch, rows, cols] with the last two axes exchanged. Parts: squares' rows of all matrices. */
export function transposeBatch(
  x: usize, to: usize, rows: i32, cols: i32, scratch: usize, begin: i32, end: i32,
): void {
  const parts = transposeParts(rows);
  for (let part = begin; part < end; part++) {
    const matrix: usize = (part / parts) * rows * cols * 4;
    const r = (part % parts) * SQUARE;
    const height = min(SQUARE, rows - r);
    for (let c = 0; c < cols; c += SQUARE) {
      const from = x + matrix + (r * cols + c) * 4;
      transpose(from, cols * 4, to + matrix + (c * rows + r) * 4, rows * 4, height, min(SQUARE, cols - c));
    }
  }
}
