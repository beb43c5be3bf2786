import { sizeOf } from '../value.ts';

/** A dense array in float64: slow, plain, and independent of every engine. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function ndArray(shape: readonly number[], at: (index: readonly number[]) => number): NdArray {
  const data = new Float64Array(sizeOf(shape));
  for (let flat = 0; flat < data.length; flat++) data[flat] = at(unravel(flat, shape));
  return { shape, data };
}

export function unravel(flat: number, shape: readonly number[]): number[] {
  const index = new Array<number>(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = flat % shape[axis]!;
    flat = Math.floor(flat / shape[axis]!);
  }
  return index;
}

/** The element at `index`; axes of size 1 are repeated, missing leading axes too. */
export function at({ shape, data }: NdArray, index: readonly number[]): number {
  const lead = index.length - shape.length;
  let flat = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    flat = flat * shape[axis]! + (shape[axis] === 1 ? 0 : index[axis + lead]!);
  }
  return data[flat]!;
}
