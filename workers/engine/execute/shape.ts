import type { Tensor } from '@tensorflow/tfjs-core';
import type { ConstantPool } from '../constant-pool.ts';
import type { Executors } from './executor.ts';
import { clone, compose, kernel, mask, mul, reshape, slice } from './kernel.ts';

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
  // a product with ones: tfjs's own tiling is many times slower
  broadcastTo: ([x], { shape }, _, { constants }) => {
    const lead = shape.length - x!.rank;
    const repetitions = shape.map((n, axis) => (axis >= lead && x!.shape[axis - lead] === n ? 1 : n));
    if (repetitions.every((n) => n === 1)) return [reshape(x!, shape)];
    return [mul(x!, constants.get(repetitions, x!.dtype as 'float32' | 'int32', 1))];
  },
  reverse: ([x], { axis }) => [kernel('Reverse', { x: x! }, { dims: [axis] })],
  gather: ([x, indices]) => [kernel('GatherV2', { x: x!, indices: indices! }, { axis: 0, batchDims: 0 })],
  segmentSum: ([rows, indices], { count }, _, { backend, constants }) => {
    if (backend === 'cpu' || backend === 'wasm') {
      return [kernel('UnsortedSegmentSum', { x: rows!, segmentIds: indices! }, { numSegments: count })];
    }
    // the graphics backends add with atomics, in an order that changes from run to run
    return compose(() => {
      const n = rows!.shape[0]!;
      const flat = reshape(rows!, [n, rows!.size / n]);
      const membership = oneHot(indices!, count, constants);
      const sums = kernel('BatchMatMul', { a: membership, b: flat }, { transposeA: true, transposeB: false });
      return [reshape(sums, [count, ...rows!.shape.slice(1)])];
    });
  },
  oneHot: ([indices], { depth }, _, { constants }) => [compose(() => oneHot(indices!, depth, constants))],
};

/** Not tfjs's kernel of that name: on wasm it writes integers into a tensor of floats. */
function oneHot(indices: Tensor, depth: number, constants: ConstantPool): Tensor {
  const dtype = indices.dtype as 'float32' | 'int32';
  const classes = constants.get(
    [depth],
    dtype,
    Array.from({ length: depth }, (_, i) => i),
  );
  return mask('Equal', reshape(indices, [...indices.shape, 1]), classes);
}
