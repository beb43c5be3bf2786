import { GROUP, groupRows, partialCount } from './reduce';
import { clear, madd } from './vector';

/** Rows that are summed in registers. */
const ROWS: i32 = 8;

/** squares[n] += the sum of (x − mean)² over `rows` rows of x[rows, n]. */
function addSquares(x: usize, mean: usize, rows: i32, n: i32, squares: usize): void {
  const s: usize = n * 4;
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    const m = v128.load(mean + j * 4);
    let p = x + j * 4;
    let sum = f32x4.splat(0);
    for (let r = 0; r < rows; r++, p += s) {
      const d = f32x4.sub(v128.load(p), m);
      sum = madd(d, d, sum);
    }
    v128.store(squares + j * 4, f32x4.add(v128.load(squares + j * 4), sum));
  }
  for (; j < n; j++) {
    const m = load<f32>(mean + j * 4);
    let sum: f32 = 0;
    for (let r = 0; r < rows; r++) {
      const d = load<f32>(x + r * s + j * 4) - m;
      sum += d * d;
    }
    store<f32>(squares + j * 4, load<f32>(squares + j * 4) + sum);
  }
}

/** products[n] += the sum of dy·(x − mean), and right behind it sums[n] += that of dy, over `rows` rows. */
function addProducts(dy: usize, x: usize, mean: usize, rows: i32, n: i32, products: usize): void {
  const s: usize = n * 4;
  const sums = products + s;
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    const m = v128.load(mean + j * 4);
    let p = x + j * 4;
    let q = dy + j * 4;
    let product = f32x4.splat(0);
    let sum = product;
    for (let r = 0; r < rows; r++, p += s, q += s) {
      const g = v128.load(q);
      product = madd(g, f32x4.sub(v128.load(p), m), product);
      sum = f32x4.add(sum, g);
    }
    v128.store(products + j * 4, f32x4.add(v128.load(products + j * 4), product));
    v128.store(sums + j * 4, f32x4.add(v128.load(sums + j * 4), sum));
  }
  for (; j < n; j++) {
    const m = load<f32>(mean + j * 4);
    let product: f32 = 0;
    let sum: f32 = 0;
    for (let r = 0; r < rows; r++) {
      const g = load<f32>(dy + r * s + j * 4);
      product += g * (load<f32>(x + r * s + j * 4) - m);
      sum += g;
    }
    store<f32>(products + j * 4, load<f32>(products + j * 4) + product);
    store<f32>(sums + j * 4, load<f32>(sums + j * 4) + sum);
  }
}

/**
 * The sums of partialSums' groups over x[outer, rows, n], with mean [outer, n]: where dy is address 0 the squares, to
 * partials[outer, groups, n], else the products and sums, to partials[outer, groups, 2n]. Parts: groups of all outer.
 */
export function partialMoments(
  dy: usize, x: usize, mean: usize, partials: usize, rows: i32, n: i32, scratch: usize, begin: i32, end: i32,
): void {
  const s: usize = n * 4;
  const groups = partialCount(rows);
  const count = dy == 0 ? n : 2 * n;
  for (let part = begin; part < end; part++) {
    const g = part % groups;
    const outer = part / groups;
    const to = partials + part * count * 4;
    const offset: usize = (outer * rows + g * GROUP) * s;
    let from = x + offset;
    let gradient = dy + offset;
    clear(to, count);
    for (let left = groupRows(g, rows); left > 0;) {
      const some = min(ROWS, left);
      left -= some;
      if (dy == 0) addSquares(from, mean + outer * s, some, n, to);
      else addProducts(gradient, from, mean + outer * s, some, n, to);
      from += some * s;
      gradient += some * s;
    }
  }
}

/**
 * variance[outer, n] holds sums of squares of so many rows and becomes what its name says; factor[outer, n] = scale /
 * √(variance + epsilon).
 */
export function batchNormFactors(
  scale: usize, variance: usize, factor: usize, outer: i32, rows: i32, n: i32, epsilon: f32,
): void {
  const s: usize = n * 4;
  for (let o = 0; o < outer; o++, variance += s, factor += s) {
    for (let j: usize = 0; j < s; j += 4) {
      const v = load<f32>(variance + j) / <f32>rows;
      store<f32>(variance + j, v);
      store<f32>(factor + j, load<f32>(scale + j) / sqrt<f32>(v + epsilon));
    }
  }
}

/** y = (x − mean) · factor + offset over x[outer, rows, n], mean and factor [outer, n]. Parts: rows of all outer. */
export function batchNormApply(
  x: usize, mean: usize, factor: usize, offset: usize, y: usize, rows: i32, n: i32,
  scratch: usize, begin: i32, end: i32,
): void {
  const s: usize = n * 4;
  x += begin * s;
  y += begin * s;
  for (let r = begin; r < end; r++, x += s, y += s) {
    const m = mean + (r / rows) * s;
    const f = factor + (r / rows) * s;
    let j: usize = 0;
    for (; j + 16 <= s; j += 16) {
      const centred = f32x4.sub(v128.load(x + j), v128.load(m + j));
      v128.store(y + j, madd(centred, v128.load(f + j), v128.load(offset + j)));
    }
    for (; j < s; j += 4) {
      const centred = load<f32>(x + j) - load<f32>(m + j);
      store<f32>(y + j, centred * load<f32>(f + j) + load<f32>(offset + j));
    }
  }
}

/**
 * From moments[outer, 2n], the combined products and sums of `partialMoments`, the gradients in scale and offset, and what dx
 * is made of: factors[outer, 3n] = a, b and c of dx = a·dy + b·(x − mean) + c. With x̂ the normalised x, and means over rows,
 * dx = scale / √(variance + epsilon) · (dy − mean(dy) − x̂ · mean(dy · x̂)).
 */
export function batchNormGradientFactors(
  moments: usize, scale: usize, variance: usize, dscale: usize, doffset: usize, factors: usize,
  outer: i32, rows: i32, n: i32, epsilon: f32,
): void {
  const s: usize = n * 4;
  clear(dscale, n);
  clear(doffset, n);
  for (let o = 0; o < outer; o++, variance += s, moments += 2 * s, factors += 3 * s) {
    for (let j: usize = 0; j < s; j += 4) {
      const inverse = <f32>1 / sqrt<f32>(load<f32>(variance + j) + epsilon);
      const product = load<f32>(moments + j) * inverse;
      const sum = load<f32>(moments + s + j);
      const gain = load<f32>(scale + j) * inverse;
      store<f32>(dscale + j, load<f32>(dscale + j) + product);
      store<f32>(doffset + j, load<f32>(doffset + j) + sum);
      store<f32>(factors + j, gain);
      store<f32>(factors + s + j, -gain * inverse * (product / <f32>rows));
      store<f32>(factors + 2 * s + j, -gain * (sum / <f32>rows));
    }
  }
}

/** dx of `batchNormGradientFactors` over x and dy [outer, rows, n]. Parts: rows of all outer. */
export function batchNormGradientApply(
  dy: usize, x: usize, mean: usize, factors: usize, dx: usize, rows: i32, n: i32,
  scratch: usize, begin: i32, end: i32,
): void {
  const s: usize = n * 4;
  x += begin * s;
  dy += begin * s;
  dx += begin * s;
  for (let r = begin; r < end; r++, x += s, dy += s, dx += s) {
    const m = mean + (r / rows) * s;
    const a = factors + (r / rows) * 3 * s;
    const b = a + s;
    const c = b + s;
    let j: usize = 0;
    for (; j + 16 <= s; j += 16) {
      const centred = f32x4.sub(v128.load(x + j), v128.load(m + j));
      const along = madd(centred, v128.load(b + j), v128.load(c + j));
      v128.store(dx + j, madd(v128.load(dy + j), v128.load(a + j), along));
    }
    for (; j < s; j += 4) {
      const centred = load<f32>(x + j) - load<f32>(m + j);
      const along = centred * load<f32>(b + j) + load<f32>(c + j);
      store<f32>(dx + j, load<f32>(dy + j) * load<f32>(a + j) + along);
    }
  }
}
