/** a · b + c, rounded once where the engine can. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

/** Writes (or adds) the first `cols` of 8 values to memory. */
// @ts-ignore: decorator
@inline
export function put(c: usize, lo: v128, hi: v128, cols: i32, add: bool): void {
  if (cols == 8) {
    if (add) {
      lo = f32x4.add(lo, v128.load(c));
      hi = f32x4.add(hi, v128.load(c, 16));
    }
    v128.store(c, lo);
    v128.store(c, hi, 16);
  } else {
    putSome(c, lo, hi, cols, add);
  }
}

function putSome(c: usize, lo: v128, hi: v128, cols: i32, add: bool): void {
  if (cols >= 4) {
    if (add) lo = f32x4.add(lo, v128.load(c));
    v128.store(c, lo);
    lo = hi;
    c += 16;
    cols -= 4;
  }
  for (; cols > 0; cols--, c += 4) {
    let value = f32x4.extract_lane(lo, 0);
    if (add) value += load<f32>(c);
    store<f32>(c, value);
    lo = i32x4.shuffle(lo, lo, 1, 2, 3, 0);
  }
}

/** Copies n floats. */
// @ts-ignore: decorator
@inline
export function copy(to: usize, from: usize, n: i32): void {
  let left = n;
  for (; left >= 4; left -= 4, to += 16, from += 16) v128.store(to, v128.load(from));
  for (; left > 0; left--, to += 4, from += 4) store<f32>(to, load<f32>(from));
}

/** Sets n floats to zero. */
// @ts-ignore: decorator
@inline
export function clear(to: usize, n: i32): void {
  let left = n;
  for (; left >= 4; left -= 4, to += 16) v128.store(to, f32x4.splat(0));
  for (; left > 0; left--, to += 4) store<f32>(to, 0);
}

/** Writes the transpose of a 4×4 block; strides in bytes. */
// @ts-ignore: decorator
@inline
export function transpose4(from: usize, fromStride: usize, to: usize, toStride: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + fromStride);
  const r2 = v128.load(from + 2 * fromStride);
  const r3 = v128.load(from + 3 * fromStride);
  const t0 = i32x4.shuffle(r0, r1, 0, 4, 1, 5);
  const t1 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
  const t2 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
  const t3 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
  v128.store(to, i64x2.shuffle(t0, t2, 0, 2));
  v128.store(to + toStride, i64x2.shuffle(t0, t2, 1, 3));
  v128.store(to + 2 * toStride, i64x2.shuffle(t1, t3, 0, 2));
  v128.store(to + 3 * toStride, i64x2.shuffle(t1, t3, 1, 3));
}

/** to[cols, rows] = from[rows, cols]ᵀ; strides in bytes. */
export function transpose(from: usize, fromStride: usize, to: usize, toStride: usize, rows: i32, cols: i32): void {
  const wholeRows = rows & ~3;
  const wholeCols = cols & ~3;
  for (let r = 0; r < wholeRows; r += 4) {
    for (let c = 0; c < wholeCols; c += 4) {
      transpose4(from + r * fromStride + c * 4, fromStride, to + c * toStride + r * 4, toStride);
    }
  }
  for (let r = 0; r < rows; r++) {
    for (let c = r < wholeRows ? wholeCols : 0; c < cols; c++) {
      store<f32>(to + c * toStride + r * 4, load<f32>(from + r * fromStride + c * 4));
    }
  }
}
