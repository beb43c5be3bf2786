import { clear } from './vector';

/**
 * dx[B,H,W,C] of a depthwise convolution, from dy[B,OH,OW,C·M] and filter[KH,KW,C,M]. Parts: images.
 */
export function depthwiseBackpropInput(
  dy: usize,
  filter: usize,
  dx: usize,
  batch: i32,
  h: i32,
  w: i32,
  c: i32,
  kh: i32,
  kw: i32,
  multiplier: i32,
  oh: i32,
  ow: i32,
  strideH: i32,
  strideW: i32,
  padTop: i32,
  padLeft: i32,
  dilationH: i32,
  dilationW: i32,
  scratch: usize,
  begin: i32,
  end: i32,
): void {
  dx += begin * h * w * c * 4;
  dy += begin * oh * ow * c * multiplier * 4;
  for (let b = begin; b < end; b++, dx += h * w * c * 4) {
    clear(dx, h * w * c);
    for (let oy = 0; oy < oh; oy++) {
      for (let ox = 0; ox < ow; ox++, dy += c * multiplier * 4) {
        for (let ky = 0; ky < kh; ky++) {
          const y = oy * strideH - padTop + ky * dilationH;
          if (y < 0 || y >= h) continue;
          for (let kx = 0; kx < kw; kx++) {
            const x = ox * strideW - padLeft + kx * dilationW;
            if (x < 0 || x >= w) continue;
            addProducts(
              dx + (y * w + x) * c * 4,
              dy,
              filter + (ky * kw + kx) * c * multiplier * 4,
              c,
              multiplier,
            );
          }
        }
      }
    }
  }
}

/** to[c] += sum over m of a[c, m] · b[c, m]. */
function addProducts(to: usize, a: usize, b: usize, c: i32, multiplier: i32): void {
  let i = 0;
  if (multiplier == 1) {
    for (; i + 4 <= c; i += 4) {
      const at = i * 4;
      v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(v128.load(a + at), v128.load(b + at))));
    }
  }
  for (; i < c; i++) {
    let sum: f32 = 0;
    for (let m = 0; m < multiplier; m++) {
      const at = (i * multiplier + m) * 4;
      sum += load<f32>(a + at) * load<f32>(b + at);
    }
    store<f32>(to + i * 4, load<f32>(to + i * 4) + sum);
  }
}

/**
 * dw[KH,KW,C,M] of a depthwise convolution, from x[B,H,W,C] and dy[B,OH,OW,C·M]. Each row of outputs is summed apart
 * before it joins the total, to bound the rounding error. Scratch: 4·C·M bytes. Parts: taps, row by row.
 */
export function depthwiseBackpropFilter(
  x: usize,
  dy: usize,
  dw: usize,
  batch: i32,
  h: i32,
  w: i32,
  c: i32,
  kh: i32,
  kw: i32,
  multiplier: i32,
  oh: i32,
  ow: i32,
  strideH: i32,
  strideW: i32,
  padTop: i32,
  padLeft: i32,
  dilationH: i32,
  dilationW: i32,
  scratch: usize,
  begin: i32,
  end: i32,
): void {
  const channels = c * multiplier;
  clear(dw + begin * channels * 4, (end - begin) * channels);
  for (let b = 0; b < batch; b++, x += h * w * c * 4) {
    for (let oy = 0; oy < oh; oy++, dy += ow * channels * 4) {
      for (let tap = begin; tap < end; tap++) {
        const y = oy * strideH - padTop + (tap / kw) * dilationH;
        if (y < 0 || y >= h) continue;
        const kx = tap % kw;
        clear(scratch, channels);
        for (let ox = 0; ox < ow; ox++) {
          const xx = ox * strideW - padLeft + kx * dilationW;
          if (xx < 0 || xx >= w) continue;
          addOuter(scratch, x + (y * w + xx) * c * 4, dy + ox * channels * 4, c, multiplier);
        }
        const to = dw + tap * channels * 4;
        for (let i = 0; i < channels; i++) {
          store<f32>(to + i * 4, load<f32>(to + i * 4) + load<f32>(scratch + i * 4));
        }
      }
    }
  }
}

/** to[c, m] += a[c] · b[c, m]. */
function addOuter(to: usize, a: usize, b: usize, c: i32, multiplier: i32): void {
  let i = 0;
  if (multiplier == 1) {
    for (; i + 4 <= c; i += 4) {
      const at = i * 4;
      v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(v128.load(a + at), v128.load(b + at))));
    }
  }
  for (; i < c; i++) {
    const value = load<f32>(a + i * 4);
    for (let m = 0; m < multiplier; m++) {
      const at = (i * multiplier + m) * 4;
      store<f32>(to + at, load<f32>(to + at) + value * load<f32>(b + at));
    }
  }
}
