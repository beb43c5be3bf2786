import { randomStream } from '../base/random-stream.ts';
import type { Initializer } from './initializer.ts';
import type { Program, Weight } from './program.ts';
import { sizeOf, type ValueId } from './value.ts';

type Kept = Pick<Weight, 'id' | 'shape' | 'initializer' | 'copyOf' | 'unitRows'>;

export interface InitialValue {
  readonly shape: readonly number[];
  readonly dtype: 'float32';
  readonly data: Float32Array;
}

/**
 * How every weight and state of the program begins. Random ones draw from the stream named after them, at step 0; copies
 * begin as what they copy.
 */
export function initialValues(
  program: Pick<Program, 'weights' | 'states'>,
  seed: number,
): Record<ValueId, InitialValue> {
  const all = new Map<ValueId, Kept>([...program.weights, ...program.states].map((kept) => [kept.id, kept]));
  const original = (kept: Kept): Kept => {
    const copied = kept.copyOf === undefined ? undefined : all.get(kept.copyOf);
    return copied ? original(copied) : kept;
  };
  return Object.fromEntries(
    [...all.values()].map((kept) => {
      const { id, shape, initializer, unitRows } = original(kept);
      const data = initialData(initializer, sizeOf(shape), seed, id);
      if (unitRows || (initializer.kind === 'normal' && initializer.unitRows)) scaleRows(data, shape.at(-1)!);
      return [kept.id, { shape, dtype: 'float32', data }];
    }),
  );
}

/** Scales every row to length 1; a row of zeros stays. */
function scaleRows(data: Float32Array, size: number): void {
  for (let from = 0; from < data.length; from += size) {
    const row = data.subarray(from, from + size);
    const length = Math.hypot(...row);
    if (length > 0) for (let i = 0; i < size; i++) row[i]! /= length;
  }
}

function initialData(initializer: Initializer, size: number, seed: number, id: ValueId): Float32Array {
  switch (initializer.kind) {
    case 'constant':
      return new Float32Array(size).fill(initializer.value);
    case 'normal':
      return randomStream(seed, id)
        .normals(0, size)
        .map((z) => z * initializer.std);
    case 'uniform':
      return randomStream(seed, id)
        .uniforms(0, size)
        .map((u) => (2 * u - 1) * initializer.limit);
  }
}
