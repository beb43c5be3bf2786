import type { HostTensor } from '../protocol.ts';

/** The numbers of a constant, written out. */
export function constantTensor({
  shape,
  dtype,
  data,
}: {
  readonly shape: readonly number[];
  readonly dtype: HostTensor['dtype'];
  readonly data: number | readonly number[];
}): HostTensor {
  const size = shape.reduce((product, n) => product * n, 1);
  const numbers = typeof data === 'number' ? new Array<number>(size).fill(data) : data;
  return { shape, dtype, data: dtype === 'int32' ? Int32Array.from(numbers) : Float32Array.from(numbers) };
}
