import { sumMiddle } from './reduce';
import { clear, madd } from './vector';

/** Rows summed before they join the total: bounds the rounding error of long sums. */
const GROUP: i32 = 512;
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

/** to[n] = the squares over all rows where dy is address 0, else to[2n] = the products and sums. Scratch: as much as to. */
function accumulate(dy: usize, x: usize, mean: usize, rows: i32, n: i32, to: usize, part: usize): void {
  const s: usize = n * 4;
  const count = dy == 0 ? n : 2 * n;
  clear(to, count);
  while (rows > 0) {
    let group = min(GROUP, rows);
    rows -= group;
    clear(part, count);
    while (group > 0) {
      const some = min(ROWS, group);
      group -= some;
      if (dy == 0) {
        addSquares(x, mean, some, n, part);
      } else {
        addProducts(dy, x, mean, some, n, part);
        dy += some * s;
      }
      x += some * s;
    }
    for (let j = 0; j < count; j++) {
      store<f32>(to + j * 4, load<f32>(to + j * 4) + load<f32>(part + j * 4));
    }
  }
}

/**
 * y = (x − mean) / √(variance + epsilon) · scale + offset over x[groups, rows, n], with mean and variance [groups, n] over
 * the rows of each group, which are written too. Scratch: 8·n bytes.
 */
export function batchNorm(
  x: usize, scale: usize, offset: usize, y: usize, mean: usize, variance: usize,
  groups: i32, rows: i32, n: i32, epsilon: f32, scratch: usize,
): void {
  const s: usize = n * 4;
  const factor = scratch + s;
  sumMiddle(x, mean, groups, rows, n, 1 / <f32>rows, scratch);
  for (let g = 0; g < groups; g++, mean += s, variance += s) {
    accumulate(0, x, mean, rows, n, variance, scratch);
    for (let j: usize = 0; j < s; j += 4) {
      const v = load<f32>(variance + j) / <f32>rows;
      store<f32>(variance + j, v);
      store<f32>(factor + j, load<f32>(scale + j) / sqrt<f32>(v + epsilon));
    }
    for (let r = 0; r < rows; r++, x += s, y += s) {
      let j: usize = 0;
      for (; j + 16 <= s; j += 16) {
        const centred = f32x4.sub(v128.load(x + j), v128.load(mean + j));
        v128.store(y + j, madd(centred, v128.load(factor + j), v128.load(offset + j)));
      }
      for (; j < s; j += 4) {
        const centred = load<f32>(x + j) - load<f32>(mean + j);
        store<f32>(y + j, centred * load<f32>(factor + j) + load<f32>(offset + j));
      }
    }
  }
}

/**
 * The gradients of `batchNorm` in x, scale and offset: with x̂ the normalised x, and means over the rows of a group,
 * dx = scale / √(variance + epsilon) · (dy − mean(dy) − x̂ · mean(dy · x̂)). Scratch: 28·n bytes.
 */
export function batchNormGradient(
  dy: usize, x: usize, scale: usize, mean: usize, variance: usize, dx: usize, dscale: usize, doffset: usize,
  groups: i32, rows: i32, n: i32, epsilon: f32, scratch: usize,
): void {
  const s: usize = n * 4;
  const products = scratch + 2 * s;
  const sums = products + s;
  // dx = a·dy + b·(x − mean) + c
  const a = sums + s;
  const b = a + s;
  const c = b + s;
  clear(dscale, n);
  clear(doffset, n);
  for (let g = 0; g < groups; g++, mean += s, variance += s) {
    accumulate(dy, x, mean, rows, n, products, scratch);
    for (let j: usize = 0; j < s; j += 4) {
      const inverse = <f32>1 / sqrt<f32>(load<f32>(variance + j) + epsilon);
      const product = load<f32>(products + j) * inverse;
      const sum = load<f32>(sums + j);
      const gain = load<f32>(scale + j) * inverse;
      store<f32>(dscale + j, load<f32>(dscale + j) + product);
      store<f32>(doffset + j, load<f32>(doffset + j) + sum);
      store<f32>(a + j, gain);
      store<f32>(b + j, -gain * inverse * (product / <f32>rows));
      store<f32>(c + j, -gain * (sum / <f32>rows));
    }
    for (let r = 0; r < rows; r++, x += s, dy += s, dx += s) {
      let j: usize = 0;
      for (; j + 16 <= s; j += 16) {
        const centred = f32x4.sub(v128.load(x + j), v128.load(mean + j));
        const along = madd(centred, v128.load(b + j), v128.load(c + j));
        v128.store(dx + j, madd(v128.load(dy + j), v128.load(a + j), along));
      }
      for (; j < s; j += 4) {
        const centred = load<f32>(x + j) - load<f32>(mean + j);
        const along = centred * load<f32>(b + j) + load<f32>(c + j);
        store<f32>(dx + j, load<f32>(dy + j) * load<f32>(a + j) + along);
      }
    }
  }
}
