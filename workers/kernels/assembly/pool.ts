import { clear } from './vector';

/**
 * dx[B,H,W,C] of max pooling from x[B,H,W,C] and dy[B,OH,OW,C]. The first maximum of a window in row-major order takes
 * its gradient, whatever its sign. Parts: images.
 */
export function maxPoolGrad(
  x: usize, dy: usize, dx: usize, h: i32, w: i32, c: i32, oh: i32, ow: i32,
  kh: i32, kw: i32, strideH: i32, strideW: i32, padTop: i32, padLeft: i32,
  scratch: usize, begin: i32, end: i32,
): void {
  x += begin * h * w * c * 4;
  dx += begin * h * w * c * 4;
  dy += begin * oh * ow * c * 4;
  for (let b = begin; b < end; b++) {
    clear(dx, h * w * c);
    for (let oy = 0; oy < oh; oy++) {
      const y0 = oy * strideH - padTop;
      const yEnd = min(h, y0 + kh);
      for (let ox = 0; ox < ow; ox++) {
        const x0 = ox * strideW - padLeft;
        const xEnd = min(w, x0 + kw);
        let j = 0;
        for (; j + 4 <= c; j += 4, dy += 16) {
          let best = f32x4.splat(-Infinity);
          let where = i32x4.splat(-1);
          for (let yy = max(0, y0); yy < yEnd; yy++) {
            for (let xx = max(0, x0); xx < xEnd; xx++) {
              const pixel = (yy * w + xx) * c + j;
              const value = v128.load(x + pixel * 4);
              const larger = f32x4.gt(value, best);
              best = v128.bitselect(value, best, larger);
              where = v128.bitselect(i32x4.splat(pixel), where, larger);
            }
          }
          give(dx, i32x4.extract_lane(where, 0), 0, load<f32>(dy));
          give(dx, i32x4.extract_lane(where, 1), 4, load<f32>(dy, 4));
          give(dx, i32x4.extract_lane(where, 2), 8, load<f32>(dy, 8));
          give(dx, i32x4.extract_lane(where, 3), 12, load<f32>(dy, 12));
        }
        for (; j < c; j++, dy += 4) {
          let best: f32 = -Infinity;
          let where = -1;
          for (let yy = max(0, y0); yy < yEnd; yy++) {
            for (let xx = max(0, x0); xx < xEnd; xx++) {
              const pixel = (yy * w + xx) * c + j;
              const value = load<f32>(x + pixel * 4);
              if (value > best) {
                best = value;
                where = pixel;
              }
            }
          }
          give(dx, where, 0, load<f32>(dy));
        }
      }
    }
    x += h * w * c * 4;
    dx += h * w * c * 4;
  }
}

/** Adds to the element that held the maximum; none did where the window saw only NaN. */
// @ts-ignore: decorator
@inline
function give(dx: usize, where: i32, lane: usize, gradient: f32): void {
  if (where < 0) return;
  const at = dx + where * 4 + lane;
  store<f32>(at, load<f32>(at) + gradient);
}
