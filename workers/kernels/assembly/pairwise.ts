// Elementwise functions of two tensors that broadcast: both are walked as four axes with a stride each, 0 where an
// operand is repeated.

// Codes of the functions, in the order of wasm/pairwise.ts.
const EQUAL: i32 = 0, NOT_EQUAL: i32 = 1, GREATER: i32 = 2, GREATER_EQUAL: i32 = 3, LESS: i32 = 4, LESS_EQUAL: i32 = 5;

/** Bytes 1 or 0; operands advance by sa and sb bytes. */
function compareRow<T>(code: i32, a: usize, sa: usize, b: usize, sb: usize, to: usize, n: i32): void {
  const end = to + n;
  if (code == EQUAL) {
    for (; to < end; to++, a += sa, b += sb) store<u8>(to, u8(load<T>(a) == load<T>(b)));
  } else if (code == NOT_EQUAL) {
    for (; to < end; to++, a += sa, b += sb) store<u8>(to, u8(load<T>(a) != load<T>(b)));
  } else if (code == GREATER) {
    for (; to < end; to++, a += sa, b += sb) store<u8>(to, u8(load<T>(a) > load<T>(b)));
  } else if (code == GREATER_EQUAL) {
    for (; to < end; to++, a += sa, b += sb) store<u8>(to, u8(load<T>(a) >= load<T>(b)));
  } else if (code == LESS) {
    for (; to < end; to++, a += sa, b += sb) store<u8>(to, u8(load<T>(a) < load<T>(b)));
  } else if (code == LESS_EQUAL) {
    for (; to < end; to++, a += sa, b += sb) store<u8>(to, u8(load<T>(a) <= load<T>(b)));
  }
}

/** to[d0, d1, d2, d3] of bytes 1 or 0 = a compared with b, floats or integers. Strides in elements. Parts: elements. */
export function compare(
  code: i32, integers: bool, a: usize, b: usize, to: usize, d1: i32, d2: i32, d3: i32,
  a0: i32, a1: i32, a2: i32, a3: i32, b0: i32, b1: i32, b2: i32, b3: i32,
  scratch: usize, begin: i32, end: i32,
): void {
  for (let at = begin; at < end;) {
    const row = at / d3;
    const l = at % d3;
    const n = min(d3 - l, end - at);
    const k = row % d2;
    const j = (row / d2) % d1;
    const i = row / d2 / d1;
    const pa = a + (i * a0 + j * a1 + k * a2 + l * a3) * 4;
    const pb = b + (i * b0 + j * b1 + k * b2 + l * b3) * 4;
    if (integers) compareRow<i32>(code, pa, a3 * 4, pb, b3 * 4, to + at, n);
    else compareRow<f32>(code, pa, a3 * 4, pb, b3 * 4, to + at, n);
    at += n;
  }
}

/** Advancing by one element or by none. */
// @ts-ignore: decorator
@inline
function four(at: usize, stride: i32): v128 {
  return stride == 0 ? v128.load32_splat(at) : v128.load(at);
}

/**
 * to[d0, d1, d2, d3] = the larger (or smaller) of a and b, floats; NaN wins. Strides in elements, a3 and b3 0 or 1. By
 * vectors, since V8's scalar maximum branches on its operands. Parts: elements.
 */
export function extreme(
  larger: bool, a: usize, b: usize, to: usize, d1: i32, d2: i32, d3: i32,
  a0: i32, a1: i32, a2: i32, a3: i32, b0: i32, b1: i32, b2: i32, b3: i32,
  scratch: usize, begin: i32, end: i32,
): void {
  to += begin * 4;
  for (let at = begin; at < end;) {
    const row = at / d3;
    const l = at % d3;
    let left = min(d3 - l, end - at);
    at += left;
    const k = row % d2;
    const j = (row / d2) % d1;
    const i = row / d2 / d1;
    let pa = a + (i * a0 + j * a1 + k * a2 + l * a3) * 4;
    let pb = b + (i * b0 + j * b1 + k * b2 + l * b3) * 4;
    for (; left >= 4; left -= 4, to += 16, pa += a3 * 16, pb += b3 * 16) {
      const va = four(pa, a3), vb = four(pb, b3);
      v128.store(to, larger ? f32x4.max(va, vb) : f32x4.min(va, vb));
    }
    for (; left > 0; left--, to += 4, pa += a3 * 4, pb += b3 * 4) {
      const x = load<f32>(pa), y = load<f32>(pb);
      store<f32>(to, larger ? max<f32>(x, y) : min<f32>(x, y));
    }
  }
}

/** to[n] = where(condition[n] of bytes, yes[n], no[n]), four bytes each. Parts: elements. */
export function choose(
  condition: usize, yes: usize, no: usize, to: usize, scratch: usize, begin: i32, end: i32,
): void {
  for (let i = begin; i < end; i++) {
    const at = i * 4;
    store<i32>(to + at, select<i32>(load<i32>(yes + at), load<i32>(no + at), load<u8>(condition + i) != 0));
  }
}
