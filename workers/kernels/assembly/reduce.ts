import { clear } from './vector';

/** Rows summed before they join the total: bounds the rounding error of long sums. */
export const GROUP: i32 = 512;

/** Sum of n contiguous floats. */
function sumRow(x: usize, n: i32): f32 {
  let total: f32 = 0;
  while (n > 0) {
    let s0 = f32x4.splat(0),
      s1 = s0,
      s2 = s0,
      s3 = s0;
    let left = min(n, GROUP * 16);
    n -= left;
    for (; left >= 16; left -= 16, x += 64) {
      s0 = f32x4.add(s0, v128.load(x));
      s1 = f32x4.add(s1, v128.load(x, 16));
      s2 = f32x4.add(s2, v128.load(x, 32));
      s3 = f32x4.add(s3, v128.load(x, 48));
    }
    s0 = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
    s0 = f32x4.add(s0, i32x4.shuffle(s0, s0, 2, 3, 0, 1));
    let part = f32x4.extract_lane(s0, 0) + f32x4.extract_lane(s0, 1);
    for (; left > 0; left--, x += 4) part += load<f32>(x);
    total += part;
  }
  return total;
}

/** to[n] += the sum of `rows` (at most 8) rows of x[rows, n], added as a tree. */
function addRows(x: usize, rows: i32, n: i32, to: usize): void {
  const s: usize = n * 4;
  let j = 0;
  if (rows == 8) {
    for (; j + 4 <= n; j += 4) {
      const p = x + j * 4;
      const a = f32x4.add(v128.load(p), v128.load(p + s));
      const b = f32x4.add(v128.load(p + 2 * s), v128.load(p + 3 * s));
      const c = f32x4.add(v128.load(p + 4 * s), v128.load(p + 5 * s));
      const d = f32x4.add(v128.load(p + 6 * s), v128.load(p + 7 * s));
      const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
      v128.store(to + j * 4, f32x4.add(v128.load(to + j * 4), sum));
    }
  }
  for (; j < n; j++) {
    let sum: f32 = 0;
    for (let r = 0; r < rows; r++) sum += load<f32>(x + r * s + j * 4);
    store<f32>(to + j * 4, load<f32>(to + j * 4) + sum);
  }
}

/** How many sums `partialSums` makes of so many rows. */
export function partialCount(reduced: i32): i32 {
  return (reduced + GROUP - 1) / GROUP;
}

/** The rows of group `g` among `reduced` ones. */
// @ts-ignore: decorator
@inline
export function groupRows(g: i32, reduced: i32): i32 {
  return min(GROUP, reduced - g * GROUP);
}

/**
 * partials[outer, groups, inner] = sums of GROUP rows each (the last group's may be fewer) of x[outer, reduced, inner].
 * Parts: groups of all outer.
 */
export function partialSums(
  x: usize, partials: usize, reduced: i32, inner: i32, scratch: usize, begin: i32, end: i32,
): void {
  const groups = partialCount(reduced);
  for (let part = begin; part < end; part++) {
    const g = part % groups;
    const to = partials + part * inner * 4;
    let from = x + ((part / groups) * reduced + g * GROUP) * inner * 4;
    clear(to, inner);
    for (let left = groupRows(g, reduced); left > 0;) {
      const rows = min(8, left);
      addRows(from, rows, inner, to);
      left -= rows;
      from += rows * inner * 4;
    }
  }
}

/** to[outer, inner] = scale · the sum of partials[outer, groups, inner] over its middle axis, in order. */
export function combine(
  partials: usize, to: usize, outer: i32, groups: i32, inner: i32, scale: f32,
): void {
  for (let o = 0; o < outer; o++, to += inner * 4) {
    clear(to, inner);
    for (let g = 0; g < groups; g++, partials += inner * 4) {
      for (let j = 0; j < inner; j++) {
        store<f32>(to + j * 4, load<f32>(to + j * 4) + load<f32>(partials + j * 4));
      }
    }
    for (let j = 0; j < inner; j++) store<f32>(to + j * 4, scale * load<f32>(to + j * 4));
  }
}

/**
 * to[outer, inner] = scale · the sum of x[outer, reduced, inner] over its middle axis; bit for bit what `partialSums` and
 * `combine` give where inner is not 1. Scratch: 4·inner bytes. Parts: outer.
 */
export function sumMiddle(
  x: usize, to: usize, reduced: i32, inner: i32, scale: f32, scratch: usize, begin: i32, end: i32,
): void {
  to += begin * inner * 4;
  x += begin * reduced * inner * 4;
  for (let o = begin; o < end; o++, to += inner * 4) {
    if (inner == 1) {
      store<f32>(to, scale * sumRow(x, reduced));
      x += reduced * 4;
      continue;
    }
    clear(to, inner);
    for (let left = reduced; left > 0;) {
      let group = min(GROUP, left);
      left -= group;
      clear(scratch, inner);
      while (group > 0) {
        const rows = min(8, group);
        addRows(x, rows, inner, scratch);
        group -= rows;
        x += rows * inner * 4;
      }
      for (let j = 0; j < inner; j++)
        store<f32>(to + j * 4, load<f32>(to + j * 4) + load<f32>(scratch + j * 4));
    }
    for (let j = 0; j < inner; j++) store<f32>(to + j * 4, scale * load<f32>(to + j * 4));
  }
}
