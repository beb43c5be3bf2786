import type { Operation } from '../../../src/ir/operation.ts';
import type { OperationAttributes, OperationName } from '../../../src/ir/operations/attributes.ts';
import { SHAPE_RULES } from '../../../src/ir/operations/shape-rules.ts';
import { sizeOf, type ValueId, type ValueType } from '../../../src/ir/value.ts';
import type { FusionLimits } from './fused-operation.ts';
import { partsOf, type MatMul } from './product-tile.ts';

/** Writes the operations that one operation consists of; its last ones take over the outputs' names. */
class Parts {
  readonly operations: Operation[] = [];
  readonly #whole: Operation;
  readonly #types: Map<ValueId, ValueType>;

  constructor(whole: Operation, inputs: ReadonlyMap<ValueId, ValueType>) {
    this.#whole = whole;
    this.#types = new Map(inputs);
  }

  op<N extends OperationName>(
    name: N,
    inputs: readonly ValueId[],
    attributes: OperationAttributes[N] = {} as OperationAttributes[N],
    output: ValueId = `${this.#whole.outputs[0]!}.${this.operations.length}`,
  ): ValueId {
    const types = SHAPE_RULES[name](
      inputs.map((id) => this.#types.get(id)!),
      attributes,
    );
    this.#types.set(output, types[0]!);
    const { origin, phase } = this.#whole;
    const part = { name, inputs, outputs: [output], attributes, types, origin, phase };
    this.operations.push(part as unknown as Operation);
    return output;
  }

  scalar(data: number): ValueId {
    return this.op('constant', [], { shape: [], dtype: 'float32', data });
  }

  reshape(x: ValueId, shape: readonly number[], output?: ValueId): ValueId {
    return this.op('reshape', [x], { shape }, output);
  }

  shapeOf(id: ValueId): readonly number[] {
    return this.#types.get(id)!.shape;
  }
}

/**
 * Writes operations as what they consist of, so that each part can be fused with its neighbours: normalisations and softmax
 * as element-wise operations and reductions, sums of segments as products, products with a long inner dimension as sums of
 * products, joins of more pieces than a kernel can read as joins of joins. Everything else stays.
 *
 * @param typeOf of every value that the operations read from elsewhere
 */
export function decompose(
  operations: readonly Operation[],
  typeOf: (id: ValueId) => ValueType | undefined,
  { storageBuffers }: FusionLimits,
): Operation[] {
  const types = new Map<ValueId, ValueType>();
  return operations.flatMap((operation) => {
    operation.outputs.forEach((id, i) => types.set(id, operation.types[i]!));
    const inputs = operation.inputs.map((id) => [id, types.get(id) ?? typeOf(id)] as const);
    if (inputs.some(([, type]) => type === undefined)) return [operation];
    const parts = new Parts(operation, new Map(inputs as [ValueId, ValueType][]));
    if (operation.name === 'softmax' || operation.name === 'logSoftmax') softmax(operation, parts);
    else if (operation.name === 'batchNorm') batchNorm(operation, parts);
    else if (operation.name === 'batchNormGradient') batchNormGradient(operation, parts);
    else if (operation.name === 'segmentSum') segmentSum(operation, parts);
    else if (operation.name === 'matMul') product(operation, parts);
    else if (operation.name === 'sum' && sumsWholeRows(operation, parts)) sumOfRows(operation, parts);
    else if (operation.name === 'concat' && operation.inputs.length >= storageBuffers) {
      concat(operation, parts, storageBuffers - 1);
    } else return [operation];
    return parts.operations;
  });
}

function concat(operation: Extract<Operation, { name: 'concat' }>, parts: Parts, most: number): void {
  let pieces = [...operation.inputs];
  while (pieces.length > most) {
    const joined: ValueId[] = [];
    while (pieces.length > 0 && joined.length + pieces.length > most) {
      joined.push(parts.op('concat', pieces.splice(0, most), operation.attributes));
    }
    pieces = [...joined, ...pieces];
  }
  parts.op('concat', pieces, operation.attributes, operation.outputs[0]);
}

/** A product with the matrix that has a 1 where a row belongs to a segment: in a fixed order, unlike additions as rows come. */
function segmentSum(operation: Extract<Operation, { name: 'segmentSum' }>, parts: Parts): void {
  const { inputs, outputs, types, attributes } = operation;
  const [rows, indices] = inputs as [ValueId, ValueId];
  const [n, ...rest] = parts.shapeOf(rows) as [number, ...number[]];
  const membership = parts.op('oneHot', [indices], { depth: attributes.count });
  const flat = parts.reshape(rows, [n, sizeOf(rest)]);
  const sums = split([membership, flat], { transposeA: true, transposeB: false }, parts);
  parts.reshape(sums, types[0]!.shape, outputs[0]);
}

function product({ inputs, outputs, attributes }: MatMul, parts: Parts): void {
  split(inputs as [ValueId, ValueId], attributes, parts, outputs[0]);
}

/** The product; where its inner dimension is long, by parts of it that are then added up. */
function split(
  inputs: readonly [ValueId, ValueId],
  attributes: MatMul['attributes'],
  parts: Parts,
  output?: ValueId,
): ValueId {
  const { transposeA, transposeB } = attributes;
  const [a, b] = inputs.map((id) => parts.shapeOf(id)) as [readonly number[], readonly number[]];
  const inner = a.at(transposeA ? -2 : -1)!;
  const [rows, columns] = [a.at(transposeA ? -1 : -2)!, b.at(transposeB ? -2 : -1)!];
  const batch = a.length === 3 ? a[0]! : 1;
  const count = a.length === 2 ? partsOf({ batch, rows, columns, inner }) : 1;
  if (count === 1) return parts.op('matMul', inputs, attributes, output);
  const length = inner / count;
  const [lead, tail] = [
    (id: ValueId, n: number) => parts.reshape(id, [count, length, n]),
    { permutation: [1, 0, 2] },
  ];
  const across = (id: ValueId, n: number) =>
    parts.op('transpose', [parts.reshape(id, [n, count, length])], tail);
  const each = [
    transposeA ? lead(inputs[0], rows) : across(inputs[0], rows),
    transposeB ? across(inputs[1], columns) : lead(inputs[1], columns),
  ];
  return parts.op('sum', [parts.op('matMul', each, attributes)], { axes: [0], keepDims: false }, output);
}

function softmax({ name, inputs: [x], outputs: [y] }: Operation, parts: Parts): void {
  const last = { axes: [parts.shapeOf(x!).length - 1], keepDims: true };
  const shifted = parts.op('sub', [x!, parts.op('max', [x!], last)]);
  const powers = parts.op('exp', [shifted]);
  const total = parts.op('sum', [powers], last);
  if (name === 'softmax') parts.op('div', [powers, total], {}, y);
  else parts.op('sub', [shifted, parts.op('log', [total])], {}, y);
}

type Sum = Extract<Operation, { name: 'sum' }>;

/** Whether the rows of a matrix, and then what they give, are added up. */
function sumsWholeRows({ inputs, attributes: { axes } }: Sum, parts: Parts): boolean {
  const shape = parts.shapeOf(inputs[0]!);
  return shape.length === 2 && axes.length === 2 && shape.every((length) => length > 1);
}

/**
 * Each row by itself first: that is done where the row is computed, by softmax for example, so that the matrix need not be
 * written to memory for its sum.
 */
function sumOfRows({ inputs: [x], outputs: [y], attributes: { keepDims } }: Sum, parts: Parts): void {
  const rows = parts.op('sum', [x!], { axes: [1], keepDims: true });
  parts.op('sum', [rows], { axes: [0, 1], keepDims }, y);
}

const ROWS = { axes: [1], keepDims: true } as const;

/** x as groups × rows × channels: statistics are over the rows of one group and channel. */
function grouped(shape: readonly number[], groups: number): [number, number, number] {
  const channels = shape[shape.length - 1]!;
  return [groups, sizeOf(shape) / channels / groups, channels];
}

function batchNorm(operation: Extract<Operation, { name: 'batchNorm' }>, parts: Parts): void {
  const { inputs, outputs, attributes } = operation;
  const [input, scale, offset] = inputs as [ValueId, ValueId, ValueId];
  const shape = grouped(parts.shapeOf(input), attributes.groups);
  const x = parts.reshape(input, shape);
  const perRow = parts.scalar(1 / shape[1]);
  const mean = parts.op('mul', [parts.op('sum', [x], ROWS), perRow]);
  const centred = parts.op('sub', [x, mean]);
  const squares = parts.op('sum', [parts.op('square', [centred])], ROWS);
  const variance = parts.op('mul', [squares, perRow]);
  const inverse = parts.op('rsqrt', [parts.op('add', [variance, parts.scalar(attributes.epsilon)])]);
  const scaled = parts.op('mul', [centred, parts.op('mul', [inverse, scale])]);
  parts.reshape(parts.op('add', [scaled, offset]), parts.shapeOf(input), outputs[0]);
  parts.reshape(mean, [shape[0], shape[2]], outputs[1]);
  parts.reshape(variance, [shape[0], shape[2]], outputs[2]);
}

/** dx = scale · inverse · (dy − mean(dy) − x̂ · mean(dy · x̂)), means over the rows of a group */
function batchNormGradient(operation: Extract<Operation, { name: 'batchNormGradient' }>, parts: Parts): void {
  const { inputs, outputs, attributes } = operation;
  const [gradient, input, scale, mean, variance] = inputs as [ValueId, ValueId, ValueId, ValueId, ValueId];
  const shape = grouped(parts.shapeOf(input), attributes.groups);
  const statistics = [shape[0], 1, shape[2]];
  const [x, dy] = [parts.reshape(input, shape), parts.reshape(gradient, shape)];
  const spread = parts.op('add', [parts.reshape(variance, statistics), parts.scalar(attributes.epsilon)]);
  const inverse = parts.op('rsqrt', [spread]);
  const normalised = parts.op('mul', [parts.op('sub', [x, parts.reshape(mean, statistics)]), inverse]);
  const sumDy = parts.op('sum', [dy], ROWS);
  const sumDyNormalised = parts.op('sum', [parts.op('mul', [dy, normalised])], ROWS);
  const perRow = parts.scalar(1 / shape[1]);
  const along = parts.op('mul', [normalised, parts.op('mul', [sumDyNormalised, perRow])]);
  const explained = parts.op('add', [parts.op('mul', [sumDy, perRow]), along]);
  const rest = parts.op('sub', [dy, explained]);
  const dx = parts.op('mul', [rest, parts.op('mul', [inverse, scale])]);
  parts.reshape(dx, parts.shapeOf(input), outputs[0]);
  parts.op('sum', [sumDyNormalised], { axes: [0, 1], keepDims: false }, outputs[1]);
  parts.op('sum', [sumDy], { axes: [0, 1], keepDims: false }, outputs[2]);
}
