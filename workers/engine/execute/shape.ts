import type { Executors } from './executor.ts';
import { clone, compose, kernel, reshape, slice } from './kernel.ts';

export const shape: Executors<
  | 'reshape'
  | 'transpose'
  | 'concat'
  | 'slice'
  | 'pad'
  | 'broadcastTo'
  | 'reverse'
  | 'gather'
  | 'segmentSum'
  | 'oneHot'
> = {
  reshape: ([x], { shape }) => [reshape(x!, shape)],
  transpose: ([x], { permutation }) => [kernel('Transpose', { x: x! }, { perm: permutation })],
  concat: (inputs, { axis }) => [
    inputs.length === 1 ? clone(inputs[0]!) : kernel('Concat', inputs, { axis }),
  ],
  slice: ([x], { begin, size }) => [slice(x!, begin, size)],
  pad: ([x], { paddings }) => [kernel('PadV2', { x: x! }, { paddings, constantValue: 0 })],
  broadcastTo: ([x], { shape }) => {
    const lead = shape.length - x!.rank;
    const aligned = [...Array<number>(lead).fill(1), ...x!.shape];
    const reps = shape.map((n, axis) => (aligned[axis] === n ? 1 : n));
    if (reps.every((n) => n === 1)) return [reshape(x!, shape)];
    return compose(() => [kernel('Tile', { x: reshape(x!, aligned) }, { reps })]);
  },
  reverse: ([x], { axis }) => [kernel('Reverse', { x: x! }, { dims: [axis] })],
  gather: ([x, indices]) => [kernel('GatherV2', { x: x!, indices: indices! }, { axis: 0, batchDims: 0 })],
  segmentSum: ([rows, indices], { count }, _, { backend }) => {
    if (backend === 'cpu' || backend === 'wasm') {
      return [kernel('UnsortedSegmentSum', { x: rows!, segmentIds: indices! }, { numSegments: count })];
    }
    // the graphics backends add with atomics, in an order that changes from run to run
    return compose(() => {
      const n = rows!.shape[0]!;
      const flat = reshape(rows!, [n, rows!.size / n]);
      const membership = kernel(
        'OneHot',
        { indices: indices! },
        { depth: count, onValue: 1, offValue: 0, dtype: 'float32' },
      );
      const sums = kernel('BatchMatMul', { a: membership, b: flat }, { transposeA: true, transposeB: false });
      return [reshape(sums, [count, ...rows!.shape.slice(1)])];
    });
  },
  oneHot: ([indices], { depth }) => [
    kernel('OneHot', { indices: indices! }, { depth, onValue: 1, offValue: 0, dtype: 'float32' }),
  ],
};
