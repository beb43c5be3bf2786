import { clear, copy } from './vector';

// The grid of windows that `unfold` reads. Globals, since a struct would have to live in tfjs's memory.
let imageH: i32, imageW: i32, channels: i32;
let gridH: i32, gridW: i32;
let strideH: i32, strideW: i32;
let top: i32, left: i32;
let tapsH: i32, tapsW: i32;
let dilationH: i32, dilationW: i32;

/** Size of the NHWC images whose windows are read. */
export function setImage(h: i32, w: i32, c: i32): void {
  imageH = h;
  imageW = w;
  channels = c;
}

/** Windows along the height: how many, how far apart, where the first begins, their taps and the taps' distance. */
export function setRows(count: i32, stride: i32, first: i32, taps: i32, dilation: i32): void {
  gridH = count;
  strideH = stride;
  top = first;
  tapsH = taps;
  dilationH = dilation;
}

/** The same along the width. */
export function setColumns(count: i32, stride: i32, first: i32, taps: i32, dilation: i32): void {
  gridW = count;
  strideW = stride;
  left = first;
  tapsW = taps;
  dilationW = dilation;
}

/**
 * Writes windows first .. first+count-1 (counted over batch, rows, columns) as rows of `to`, [count, taps·channels],
 * zero outside the image ("im2col"). `stride` is the distance of rows in bytes.
 */
export function unfold(images: usize, first: i32, count: i32, to: usize, stride: usize): void {
  const imageBytes: usize = imageH * imageW * channels * 4;
  const rowFloats = tapsW * channels;
  let x = first % gridW;
  let y = first / gridW;
  let image = images + (y / gridH) * imageBytes;
  y %= gridH;
  for (; count > 0; count--, to += stride) {
    const x0 = left + x * strideW;
    let lo = 0;
    let hi = tapsW;
    if (dilationW == 1) {
      lo = min(max(-x0, 0), tapsW);
      hi = max(min(imageW - x0, tapsW), lo);
    }
    let at = to;
    for (let i = 0; i < tapsH; i++) {
      const yy = top + y * strideH + i * dilationH;
      if (yy < 0 || yy >= imageH) {
        clear(at, rowFloats);
      } else if (dilationW == 1) {
        clear(at, lo * channels);
        copy(at + lo * channels * 4, image + (yy * imageW + x0 + lo) * channels * 4, (hi - lo) * channels);
        clear(at + hi * channels * 4, (tapsW - hi) * channels);
      } else {
        for (let j = 0; j < tapsW; j++) {
          const xx = x0 + j * dilationW;
          const tap = at + j * channels * 4;
          if (xx < 0 || xx >= imageW) clear(tap, channels);
          else copy(tap, image + (yy * imageW + xx) * channels * 4, channels);
        }
      }
      at += rowFloats * 4;
    }
    if (++x == gridW) {
      x = 0;
      if (++y == gridH) {
        y = 0;
        image += imageBytes;
      }
    }
  }
}
