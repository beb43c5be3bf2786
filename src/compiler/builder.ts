import { defined } from '../base/assert.ts';
import type { Operation, Phase } from '../ir/operation.ts';
import type { OperationAttributes, OperationName } from '../ir/operations/attributes.ts';

import { broadcastAxes } from '../ir/operations/broadcast.ts';
import { SHAPE_RULES } from '../ir/operations/shape-rules.ts';
import { ShapeError } from '../ir/shape-error.ts';
import { ValueMap } from '../ir/value-map.ts';
import { valueName } from '../ir/value-number.ts';
import { sameShape, sizeOf, type ValueId, type ValueType } from '../ir/value.ts';
import type { Operand, Tensor, TensorOps } from '../spec/tensor-ops.ts';

/** Of all operations that need none: one object spares thousands. */
const NO_ATTRIBUTES = Object.freeze({});
const idOf = ({ id }: Tensor): ValueId => id;

type BinaryName = 'add' | 'sub' | 'mul' | 'div' | 'maximum' | 'minimum' | 'pow' | 'greater' | 'equal';

/** Writes operations down as nodes and compiler passes call for them; every call is checked by its shape rule. */
export class Builder implements TensorOps {
  readonly operations: Operation[] = [];
  /** Everything that was ever emitted. */
  readonly #tensors = new ValueMap<Tensor>();
  #origin = '';
  #phase: Phase = 'forward';
  readonly #prefix: string;
  #count = 0;

  /** Names of values begin with `prefix`, so that the values of two builders differ. */
  constructor(prefix = '%') {
    this.#prefix = prefix;
  }

  /** What is built by `build` comes from this node and belongs to this phase. */
  within<T>(origin: string, phase: Phase, build: () => T): T {
    const [outerOrigin, outerPhase] = [this.#origin, this.#phase];
    this.#origin = origin;
    this.#phase = phase;
    try {
      return build();
    } finally {
      this.#origin = outerOrigin;
      this.#phase = outerPhase;
    }
  }

  /** Adds one operation and gives its outputs. Throws `ShapeError` where the operands do not fit. */
  emit<N extends OperationName>(
    name: N,
    inputs: readonly Tensor[],
    attributes: OperationAttributes[N],
  ): Tensor[] {
    const types: readonly ValueType[] = SHAPE_RULES[name](inputs, attributes);
    // nearly all have one output, and arrays that are filled by `push` have room for seventeen
    const tensors = types.length === 1 ? [this.#named(types[0]!)] : types.map((type) => this.#named(type));
    this.operations.push({
      name,
      inputs: inputs.map(idOf),
      outputs: tensors.length === 1 ? [tensors[0]!.id] : tensors.map(idOf),
      attributes,
      types,
      origin: this.#origin,
      phase: this.#phase,
    } as Operation);
    return tensors;
  }

  #named({ shape, dtype }: ValueType): Tensor {
    const number = this.#count++;
    const id = this.#prefix === '%' ? valueName(number) : `${this.#prefix}${number}`;
    const tensor = { id, shape, dtype };
    this.#tensors.set(id, tensor);
    return tensor;
  }

  /** Finds tensors by id: what was emitted here, or one of `leaves`, which are there before. */
  finder(leaves: ReadonlyMap<ValueId, Tensor>): (id: ValueId) => Tensor {
    return (id) =>
      this.#tensors.get(id) ?? leaves.get(id) ?? defined<Tensor>(undefined, `value ${id} is known`);
  }

  /** What `build` builds, taken out of the list again: it is for the caller to put where it belongs. */
  apart(build: () => void): Operation[] {
    const start = this.operations.length;
    build();
    return this.operations.splice(start);
  }

  /** Puts other operations in the place of all there are; they define the same values or more. */
  replace(operations: readonly Operation[]): void {
    this.operations.length = 0;
    for (const operation of operations) this.operations.push(operation);
  }

  #one<N extends OperationName>(
    name: N,
    inputs: readonly Tensor[],
    attributes: OperationAttributes[N],
  ): Tensor {
    return this.emit(name, inputs, attributes)[0]!;
  }

  #operand(x: Operand): Tensor {
    return typeof x === 'number' ? this.constant(x) : x;
  }

  #binary(name: BinaryName, a: Operand, b: Operand): Tensor {
    return this.#one(name, [this.#operand(a), this.#operand(b)], NO_ATTRIBUTES);
  }

  constant(
    data: number | readonly number[],
    shape?: readonly number[],
    dtype: 'float32' | 'int32' = 'float32',
  ): Tensor {
    return this.#one('constant', [], {
      data,
      dtype,
      shape: shape ?? (typeof data === 'number' ? [] : [data.length]),
    });
  }

  range(n: number): Tensor {
    return this.constant(Array.from({ length: n }, (_, i) => i));
  }

  neg = (x: Tensor): Tensor => this.#one('neg', [x], NO_ATTRIBUTES);
  exp = (x: Tensor): Tensor => this.#one('exp', [x], NO_ATTRIBUTES);
  log = (x: Tensor): Tensor => this.#one('log', [x], NO_ATTRIBUTES);
  log1p = (x: Tensor): Tensor => this.#one('log1p', [x], NO_ATTRIBUTES);
  sqrt = (x: Tensor): Tensor => this.#one('sqrt', [x], NO_ATTRIBUTES);
  rsqrt = (x: Tensor): Tensor => this.#one('rsqrt', [x], NO_ATTRIBUTES);
  reciprocal = (x: Tensor): Tensor => this.#one('reciprocal', [x], NO_ATTRIBUTES);
  square = (x: Tensor): Tensor => this.#one('square', [x], NO_ATTRIBUTES);
  abs = (x: Tensor): Tensor => this.#one('abs', [x], NO_ATTRIBUTES);
  sign = (x: Tensor): Tensor => this.#one('sign', [x], NO_ATTRIBUTES);
  floor = (x: Tensor): Tensor => this.#one('floor', [x], NO_ATTRIBUTES);
  relu = (x: Tensor): Tensor => this.#one('relu', [x], NO_ATTRIBUTES);
  sigmoid = (x: Tensor): Tensor => this.#one('sigmoid', [x], NO_ATTRIBUTES);
  tanh = (x: Tensor): Tensor => this.#one('tanh', [x], NO_ATTRIBUTES);
  erf = (x: Tensor): Tensor => this.#one('erf', [x], NO_ATTRIBUTES);
  sin = (x: Tensor): Tensor => this.#one('sin', [x], NO_ATTRIBUTES);
  cos = (x: Tensor): Tensor => this.#one('cos', [x], NO_ATTRIBUTES);
  step = (x: Tensor): Tensor => this.#one('step', [x], NO_ATTRIBUTES);
  stopGradient = (x: Tensor): Tensor => this.#one('stopGradient', [x], NO_ATTRIBUTES);

  cast(x: Tensor, dtype: 'float32' | 'int32'): Tensor {
    return x.dtype === dtype ? x : this.#one('cast', [x], { dtype });
  }

  add = (a: Operand, b: Operand): Tensor => this.#binary('add', a, b);
  sub = (a: Operand, b: Operand): Tensor => this.#binary('sub', a, b);
  mul = (a: Operand, b: Operand): Tensor => this.#binary('mul', a, b);
  div = (a: Operand, b: Operand): Tensor => this.#binary('div', a, b);
  maximum = (a: Operand, b: Operand): Tensor => this.#binary('maximum', a, b);
  minimum = (a: Operand, b: Operand): Tensor => this.#binary('minimum', a, b);
  pow = (a: Operand, b: Operand): Tensor => this.#binary('pow', a, b);
  greater = (a: Operand, b: Operand): Tensor => this.#binary('greater', a, b);
  equal = (a: Operand, b: Operand): Tensor => this.#binary('equal', a, b);

  select(mask: Tensor, a: Operand, b: Operand): Tensor {
    const [x, y] = [a, b].map((operand) => this.broadcastTo(this.#operand(operand), mask.shape));
    return this.#one('select', [mask, x!, y!], NO_ATTRIBUTES);
  }

  clip(x: Tensor, low: number, high: number): Tensor {
    return this.minimum(this.maximum(x, low), high);
  }

  #axes(x: Tensor, axes: readonly number[] | undefined): number[] {
    const rank = x.shape.length;
    const positive = (axes ?? x.shape.map((_, axis) => axis)).map((axis) => (axis < 0 ? axis + rank : axis));
    return positive.sort((a, b) => a - b);
  }

  sum(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
    return this.#one('sum', [x], { axes: this.#axes(x, axes), keepDims });
  }

  mean(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
    const count = sizeOf(this.#axes(x, axes).map((axis) => x.shape[axis] ?? 1));
    return this.mul(this.sum(x, axes, keepDims), 1 / count);
  }

  max(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
    return this.#one('max', [x], { axes: this.#axes(x, axes), keepDims });
  }

  argMax(x: Tensor, axis = -1): Tensor {
    return this.#one('argMax', [x], { axis: this.#axes(x, [axis])[0]! });
  }

  softmax = (x: Tensor): Tensor => this.#one('softmax', [x], NO_ATTRIBUTES);
  logSoftmax = (x: Tensor): Tensor => this.#one('logSoftmax', [x], NO_ATTRIBUTES);

  l2Normalize(x: Tensor, epsilon = 1e-12): Tensor {
    // the bound is on the squared norm, below the root: a row of zeros then has gradient 0 instead of ∞ · 0
    const squared = this.maximum(this.sum(this.square(x), [-1], true), epsilon * epsilon);
    return this.mul(x, this.rsqrt(squared));
  }

  reshape(x: Tensor, shape: readonly number[]): Tensor {
    return sameShape(x.shape, shape) ? x : this.#one('reshape', [x], { shape });
  }

  transpose(x: Tensor, permutation?: readonly number[]): Tensor {
    return this.#one('transpose', [x], {
      permutation: permutation ?? x.shape.map((_, axis) => axis).reverse(),
    });
  }

  concat(tensors: readonly Tensor[], axis = 0): Tensor {
    if (tensors.length === 0) throw new ShapeError('there is nothing to join');
    if (tensors.length === 1) return tensors[0]!;
    return this.#one('concat', tensors, { axis: this.#axes(tensors[0]!, [axis])[0]! });
  }

  slice(x: Tensor, begin: readonly number[], size: readonly number[]): Tensor {
    return sameShape(x.shape, size) ? x : this.#one('slice', [x], { begin, size });
  }

  pad(x: Tensor, paddings: readonly (readonly [number, number])[]): Tensor {
    return this.#one('pad', [x], { paddings });
  }

  broadcastTo(x: Tensor, shape: readonly number[]): Tensor {
    return sameShape(x.shape, shape) ? x : this.#one('broadcastTo', [x], { shape });
  }

  reverse(x: Tensor, axis: number): Tensor {
    return this.#one('reverse', [x], { axis: this.#axes(x, [axis])[0]! });
  }

  gather = (x: Tensor, indices: Tensor): Tensor => this.#one('gather', [x, indices], NO_ATTRIBUTES);

  segmentSum(rows: Tensor, indices: Tensor, count: number): Tensor {
    return this.#one('segmentSum', [rows, indices], { count });
  }

  oneHot = (indices: Tensor, depth: number): Tensor => this.#one('oneHot', [indices], { depth });

  matMul(a: Tensor, b: Tensor, options: { transposeA?: boolean; transposeB?: boolean } = {}): Tensor {
    const { transposeA = false, transposeB = false } = options;
    return this.#one('matMul', [a, b], { transposeA, transposeB });
  }

  conv2d(x: Tensor, kernel: Tensor, options: { stride: number; padding: number }): Tensor {
    return this.#one('conv2d', [x, kernel], { stride: options.stride, padding: options.padding });
  }

  maxPool2d(
    x: Tensor,
    { size, stride, padding = 0 }: { size: number; stride: number; padding?: number },
  ): Tensor {
    return this.#one('maxPool2d', [x], { size, stride, padding });
  }

  batchNorm(
    x: Tensor,
    scale: Tensor,
    offset: Tensor,
    { groups, epsilon }: { groups: number; epsilon: number },
  ) {
    const [y, mean, variance] = this.emit('batchNorm', [x, scale, offset], { groups, epsilon });
    return { y: y!, mean: mean!, variance: variance! };
  }

  colorJitter(images: Tensor, factors: Tensor, order: Tensor): Tensor {
    return this.#one('colorJitter', [images, factors, order], NO_ATTRIBUTES);
  }

  /** `x` summed over the axes along which a tensor of `shape` was repeated to get it. */
  unbroadcast(x: Tensor, shape: readonly number[]): Tensor {
    if (sameShape(shape, x.shape)) return x;
    const axes = broadcastAxes(shape, x.shape);
    return this.reshape(axes.length > 0 ? this.sum(x, axes) : x, shape);
  }
}
