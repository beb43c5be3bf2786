import type { Tensor } from '@tensorflow/tfjs-core';
import type { ConstantPool } from '../constant-pool.ts';
import { ADJUSTMENTS, GRAY } from './color-jitter-host.ts';
import { add, cast, compose, div, kernel, mask, max, mul, reshape, slice, sub, sum } from './kernel.ts';

/**
 * torchvision's ColorJitter with tensor operations, every image in an order of its own, without a branch.
 *
 * Brightness, contrast and saturation all are clip(f·x + (1 − f)·(a·mean grey + b·grey)) with a, b ∈ {0, 1}. So three such
 * steps before the hue and three after it, with f = 1 where an image has nothing to do there, cover every order.
 */
export function colorJitterOnDevice(
  images: Tensor,
  factors: Tensor,
  order: Tensor,
  constants: ConstantPool,
): Tensor {
  return compose(() => {
    const count = images.shape[0]!;
    const perImage = (column: Tensor): Tensor => reshape(column, [count, 1, 1, 1]);
    const column = (table: Tensor, k: number): Tensor => perImage(slice(table, [0, k], [count, 1]));
    const one = constants.scalar(1);
    const is = (adjustment: Tensor, which: number): Tensor =>
      mask('Equal', adjustment, constants.scalar(which));
    const table = cast(order, 'float32');
    const adjustments = [0, 1, 2, 3].map((position) => column(table, position));
    const factor = [0, 1, 2, 3].map((which) => column(factors, which));

    /** One linear step for the images where `active` is 1. */
    const linear = (x: Tensor, adjustment: Tensor, active: Tensor): Tensor => {
      const contrast = is(adjustment, ADJUSTMENTS.contrast);
      const saturation = is(adjustment, ADJUSTMENTS.saturation);
      const chosen = [is(adjustment, ADJUSTMENTS.brightness), contrast, saturation]
        .map((chosenHere, which) => mul(chosenHere, sub(factor[which]!, one)))
        .reduce(add);
      const change = mul(chosen, active);
      const gray = sum(mul(x, constants.get([3], 'float32', [...GRAY])), [3], true);
      const pixels = constants.scalar(1 / (x.shape[1]! * x.shape[2]!));
      const mean = mul(sum(gray, [1, 2], true), pixels);
      // f·x + (1 − f)·g = x + (f − 1)·(x − g)
      const towards = add(mul(contrast, mean), mul(saturation, gray));
      return clip(add(x, mul(change, sub(x, towards))));
    };

    let x = images;
    // 1 for the images whose hue is still to come
    let before: Tensor = one;
    for (const adjustment of adjustments.slice(0, 3)) {
      before = mul(before, sub(one, is(adjustment, ADJUSTMENTS.hue)));
      x = linear(x, adjustment, before);
    }
    x = shiftHue(x, factor[ADJUSTMENTS.hue]!, constants);
    let after: Tensor = constants.scalar(0);
    for (const [position, adjustment] of adjustments.entries()) {
      if (position > 0) x = linear(x, adjustment, after);
      after = add(after, is(adjustment, ADJUSTMENTS.hue));
    }
    return x;
  });
}

function clip(x: Tensor): Tensor {
  return kernel('ClipByValue', { x }, { clipValueMin: 0, clipValueMax: 1 });
}

/** Hue moved by `shift` turns (B×1×1×1) at equal saturation and value (HSV). */
function shiftHue(x: Tensor, shift: Tensor, constants: ConstantPool): Tensor {
  const channel = (c: number): Tensor => slice(x, [0, 0, 0, c], [...x.shape.slice(0, 3), 1]);
  const [r, g, b] = [channel(0), channel(1), channel(2)];
  const six = constants.scalar(6);
  const zero = constants.scalar(0);
  const modulo6 = (y: Tensor): Tensor => sub(y, mul(kernel('Floor', { x: div(y, six) }), six));
  const value = max(x, [3], true);
  const chroma = sub(value, kernel('Neg', { x: max(kernel('Neg', { x }), [3], true) }));
  // grey has chroma 0 and keeps it: any hue will do
  const divisor = add(chroma, mask('Equal', chroma, zero));
  const isR = mask('Equal', value, r);
  const isG = mul(mask('Equal', value, g), sub(constants.scalar(1), isR));
  const isB = sub(sub(constants.scalar(1), isR), isG);
  const sector = (isHere: Tensor, from: Tensor, minus: Tensor, base: number): Tensor =>
    mul(isHere, add(div(sub(from, minus), divisor), constants.scalar(base)));
  const hue = add(add(sector(isR, g, b, 0), sector(isG, b, r, 2)), sector(isB, r, g, 4));
  const moved = add(hue, mul(shift, six));
  // channel n of a colour is value − chroma·clip(min(k, 4 − k)) with k = (n + hue) mod 6, n = 5, 3, 1
  const k = modulo6(add(moved, constants.get([3], 'float32', [5, 3, 1])));
  const ramp = clip(kernel('Minimum', { a: k, b: sub(constants.scalar(4), k) }));
  return sub(value, mul(chroma, ramp));
}
