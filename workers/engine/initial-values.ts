import { randomStream } from '../../src/base/random-stream.ts';
import type { Initializer } from '../../src/ir/initializer.ts';
import type { Program } from '../../src/ir/program.ts';
import { sizeOf, type ValueId } from '../../src/ir/value.ts';
import type { HostTensor } from '../protocol.ts';

/** How every weight and state of the program begins. Random ones draw from the stream named after them, at step 0. */
export function initialValues(
  program: Pick<Program, 'weights' | 'states'>,
  seed: number,
): Record<ValueId, HostTensor> {
  return Object.fromEntries(
    [...program.weights, ...program.states].map(({ id, shape, initializer }) => [
      id,
      { shape, dtype: 'float32', data: initialData(initializer, sizeOf(shape), seed, id) },
    ]),
  );
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
