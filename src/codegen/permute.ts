/** The axes of a row-major tensor in another order: axis `i` of the result is axis `order[i]`. */
export function permute(
  data: ArrayLike<number>,
  shape: readonly number[],
  order: readonly number[],
): Float32Array<ArrayBuffer> {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, n) => product * n, 1));
  const to = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const result = new Float32Array(data.length);
  const at = to.map(() => 0);
  let from = 0;
  for (let i = 0; i < result.length; i++) {
    result[i] = data[from]!;
    for (let axis = to.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++at[axis]! < to[axis]!) break;
      from -= steps[axis]! * to[axis]!;
      at[axis] = 0;
    }
  }
  return result;
}
