import { DEPTH, ROW } from './micro';
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

// Where the window in work is being written: the next element, how many fit before the block ends, the next block.
let cursor: usize, room: i32, nextBlock: usize;

/** Appends n floats to the window, from memory or (address 0) zeros, going on in the next block where one is full. */
// @ts-ignore: decorator
@inline
function append(from: usize, n: i32): void {
  while (n > 0) {
    if (room == 0) {
      cursor += nextBlock - ROW;
      room = DEPTH;
    }
    const part = min(n, room);
    if (from != 0) {
      copy(cursor, from, part);
      from += part * 4;
    } else {
      clear(cursor, part);
    }
    cursor += part * 4;
    room -= part;
    n -= part;
  }
}

/**
 * Writes windows first .. first+count-1 (counted over batch, rows, columns) as rows of a matrix [count, taps·channels],
 * zero outside the image ("im2col"). The matrix is cut by columns into blocks of DEPTH, `block` bytes apart; rows of a
 * block are ROW bytes apart.
 */
export function unfold(images: usize, first: i32, count: i32, to: usize, block: usize): void {
  const imageBytes: usize = imageH * imageW * channels * 4;
  let x = first % gridW;
  let y = first / gridW;
  let image = images + (y / gridH) * imageBytes;
  y %= gridH;
  nextBlock = block;
  for (; count > 0; count--, to += ROW) {
    cursor = to;
    room = DEPTH;
    const x0 = left + x * strideW;
    const lo = min(max(-x0, 0), tapsW);
    const hi = max(min(imageW - x0, tapsW), lo);
    for (let i = 0; i < tapsH; i++) {
      const yy = top + y * strideH + i * dilationH;
      if (yy < 0 || yy >= imageH) {
        append(0, tapsW * channels);
      } else if (dilationW == 1) {
        append(0, lo * channels);
        append(image + (yy * imageW + x0 + lo) * channels * 4, (hi - lo) * channels);
        append(0, (tapsW - hi) * channels);
      } else {
        for (let j = 0; j < tapsW; j++) {
          const xx = x0 + j * dilationW;
          append(xx < 0 || xx >= imageW ? 0 : image + (yy * imageW + xx) * channels * 4, channels);
        }
      }
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
