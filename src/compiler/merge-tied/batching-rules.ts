import type { OperationAttributes, OperationName } from '../../ir/operations/attributes.ts';

type Shape = readonly number[];

/** The same operation of several calls, about to become one. Operands differ between the calls or are shared by them. */
export interface Calls<N extends OperationName> {
  /** Shapes of each operand, and of the first output, by call. */
  readonly operands: readonly (readonly Shape[])[];
  readonly output: readonly Shape[];
  /** Whether an operand differs: then the calls' rows (axis 0) are to stand one after another. */
  readonly differs: readonly boolean[];
  /** By call. */
  readonly attributes: readonly OperationAttributes[N][];
}

/** How one operation does what those of all calls do. */
export interface Batched<N extends OperationName = OperationName> {
  readonly attributes: OperationAttributes[N];
  /** Operands that the calls share and that have rows of their own: they are repeated for each call. */
  readonly repeat: readonly number[];
}

/** `null` where rows do not stand for themselves in this operation, so that the calls must remain apart. */
export type BatchingRule<N extends OperationName> = (calls: Calls<N>) => Batched<N> | null;

const total = (shapes: readonly Shape[]): number => shapes.reduce((sum, shape) => sum + shape[0]!, 0);

function alike<T>(values: readonly T[]): boolean {
  const first = JSON.stringify(values[0]);
  return values.every((value, i) => i === 0 || JSON.stringify(value) === first);
}

/** The rows of all calls one behind another; `null` where the rows of the calls are not of one shape. */
function stacked(shapes: readonly Shape[]): number[] | null {
  const [first] = shapes;
  if (!first || first.length === 0 || !alike(shapes.map((shape) => shape.slice(1)))) return null;
  return [total(shapes), ...first.slice(1)];
}

const asTheyAre = <N extends OperationName>(
  { attributes }: Calls<N>,
  repeat: readonly number[] = [],
): Batched<N> | null => (alike(attributes) ? { attributes: attributes[0]!, repeat } : null);

/** Every row of the output comes from the same row of the first operand, where that has at least so many axes. */
const byRow =
  <N extends OperationName>(
    rank: number,
    allowed: (attributes: OperationAttributes[N]) => boolean = () => true,
  ) =>
  (calls: Calls<N>): Batched<N> | null => {
    const { operands, differs, attributes } = calls;
    const others = differs.slice(1).some(Boolean);
    return differs[0] && !others && operands[0]![0]!.length >= rank && attributes.every(allowed)
      ? asTheyAre(calls)
      : null;
  };

/** Operands are broadcast against each other; rows meet rows, or what is the same for all rows. */
const elementwise = <N extends OperationName>(calls: Calls<N>): Batched<N> | null => {
  const { operands, output, differs } = calls;
  const rank = output[0]!.length;
  if (rank === 0) return null;
  const repeat: number[] = [];
  for (const [k, shapes] of operands.entries()) {
    const full = shapes.every((shape, i) => shape.length === rank && shape[0] === output[i]![0]);
    if (differs[k] && !full) return null;
    if (!differs[k] && full && shapes[0]![0] !== 1) repeat.push(k);
    else if (!differs[k] && shapes[0]!.length === rank && shapes[0]![0] !== 1) return null;
  }
  return asTheyAre(calls, repeat);
};

const none = () => null;
const unary = <N extends OperationName>(calls: Calls<N>) => byRow<N>(1)(calls);

/** For every operation, how that of several calls with the same weights becomes one. */
export const BATCHING_RULES: { readonly [N in OperationName]: BatchingRule<N> } = {
  constant: none,
  segmentSum: none,
  // stand in no module with weights, or not in a forward pass
  colorJitter: none,
  conv2dInputGradient: none,
  conv2dKernelGradient: none,
  maxPool2dGradient: none,
  batchNormGradient: none,

  neg: unary,
  exp: unary,
  log: unary,
  log1p: unary,
  sqrt: unary,
  rsqrt: unary,
  reciprocal: unary,
  square: unary,
  abs: unary,
  sign: unary,
  floor: unary,
  relu: unary,
  step: unary,
  sigmoid: unary,
  tanh: unary,
  erf: unary,
  sin: unary,
  cos: unary,
  stopGradient: unary,
  cast: byRow(1),
  oneHot: byRow(1),

  add: elementwise,
  sub: elementwise,
  mul: elementwise,
  div: elementwise,
  maximum: elementwise,
  minimum: elementwise,
  pow: elementwise,
  greater: elementwise,
  equal: elementwise,
  select: elementwise,

  sum: byRow<'sum'>(2, ({ axes }) => !axes.includes(0)),
  max: byRow<'max'>(2, ({ axes }) => !axes.includes(0)),
  argMax: byRow<'argMax'>(2, ({ axis }) => axis !== 0),
  softmax: byRow(2),
  logSoftmax: byRow(2),

  // numbers stay where they are: the calls' tensors laid end to end, read in another shape
  reshape: ({ output }) => {
    const shape = stacked(output);
    return shape && { attributes: { shape }, repeat: [] };
  },
  transpose: byRow<'transpose'>(2, ({ permutation }) => permutation[0] === 0),
  concat: (calls) => {
    const shared = calls.differs.flatMap((differs, k) => (differs ? [] : [k]));
    return calls.attributes[0]!.axis === 0 ? null : asTheyAre(calls, shared);
  },
  slice: ({ operands, attributes }) => {
    const whole = attributes.every(({ begin, size }, i) => begin[0] === 0 && size[0] === operands[0]![i]![0]);
    const size = stacked(attributes.map((one) => one.size));
    if (!whole || !size || !alike(attributes.map(({ begin }) => begin))) return null;
    return { attributes: { begin: attributes[0]!.begin, size }, repeat: [] };
  },
  pad: byRow<'pad'>(2, ({ paddings }) => paddings[0]![0] === 0 && paddings[0]![1] === 0),
  broadcastTo: ({ operands, output }) => {
    const shape = stacked(output);
    const rowsStay = operands[0]!.every(
      (from, i) => from.length === output[i]!.length && from[0] === output[i]![0],
    );
    return shape && rowsStay ? { attributes: { shape }, repeat: [] } : null;
  },
  reverse: byRow<'reverse'>(2, ({ axis }) => axis !== 0),
  gather: (calls) => (!calls.differs[0] && calls.operands[1]![0]!.length > 0 ? asTheyAre(calls) : null),

  matMul: (calls) => {
    const { operands, differs, attributes } = calls;
    // of rank 3, every row is a product of its own
    if (operands[0]![0]!.length === 3)
      return asTheyAre(
        calls,
        differs.flatMap((one, k) => (one ? [] : [k])),
      );
    return differs[0] && !differs[1] && !attributes[0]!.transposeA ? asTheyAre(calls) : null;
  },
  conv2d: byRow(4),
  maxPool2d: byRow(4),

  // statistics are taken over equal parts of the rows: those of all calls, if they are equally many
  batchNorm: ({ operands, differs, attributes }) => {
    const [first] = attributes;
    const sizes = operands[0]!.map((shape, i) => shape[0]! / attributes[i]!.groups);
    if (!first || !differs[0] || differs[1] || differs[2] || !alike(sizes)) return null;
    if (!alike(attributes.map(({ epsilon }) => epsilon))) return null;
    const groups = attributes.reduce((sum, one) => sum + one.groups, 0);
    return { attributes: { groups, epsilon: first.epsilon }, repeat: [] };
  },
};
