/** Names a tensor of a program: `%12` for what an operation gives, the id of a weight, a state or a feed otherwise. */
export type ValueId = string;

export type DType = 'float32' | 'int32';

export interface ValueType {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, n) => size * n, 1);
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((n, axis) => n === b[axis]);
}

/** The shape as people write it: `256×32×32×3`, `scalar` for rank 0. */
export function formatShape(shape: readonly number[]): string {
  return shape.length === 0 ? 'scalar' : shape.join('×');
}
