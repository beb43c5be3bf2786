import type { Tensor, TensorOps } from '../../../src/spec/index.ts';
import { identity } from '../../loss/operations/identity.ts';
import { viewsOf } from '../operations/views-of.ts';
import {
  axis,
  fail,
  isAxis,
  number,
  operand,
  rows,
  tensor,
  whole,
  type Call,
  type FormulaFunction,
} from './arguments.ts';
import { FormulaProblem } from './problem.ts';
import { axesOf, rankOf, safeRoot } from './values.ts';

/** Element by element; of a number known already the number. */
const each = (
  onTensor: (ops: TensorOps, x: Tensor) => Tensor,
  onNumber: (x: number) => number,
): FormulaFunction => ({
  takes: 'x',
  arity: [1, 1],
  apply: (call) => {
    const x = operand(call, 0);
    return typeof x === 'number' ? onNumber(x) : onTensor(call.ops, x);
  },
});

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Over everything, which gives a scalar, or over one axis, which stays with size 1. */
const reduction = (
  reduce: (ops: TensorOps, x: Tensor, axes: readonly number[], keep: boolean) => Tensor,
): FormulaFunction => ({
  takes: 'x, axis',
  arity: [1, 2],
  apply: (call) => {
    const x = tensor(call);
    const over = axis(call, 1);
    return reduce(call.ops, x, axesOf(x, over), over !== undefined && rankOf(x) > 0);
  },
});

/** Of two values element by element, or a reduction. */
const extreme = (
  name: 'maximum' | 'minimum',
  reduce: (ops: TensorOps, x: Tensor, axes: readonly number[], keep: boolean) => Tensor,
): FormulaFunction => ({
  takes: 'x, y or x, axis',
  arity: [1, 2],
  apply: (call) => {
    if (call.args.length === 1 || isAxis(call.args[1])) return reduction(reduce).apply(call);
    const [x, y] = [operand(call, 0), operand(call, 1)];
    if (typeof x === 'number' && typeof y === 'number')
      return name === 'maximum' ? Math.max(x, y) : Math.min(x, y);
    return call.ops[name](x, y);
  },
});

/** Unbiased, over the batch where nothing else is said, as torch.var. */
function variance(call: Call): Tensor {
  const { ops } = call;
  const x = rows(call);
  const axes = axesOf(x, axis(call, 1) ?? 'batch');
  const count = axes.reduce((product, i) => product * x.shape[i]!, 1);
  if (count < 2) fail(`${call.name} needs two values or more along the axis, and there is one`);
  const centred = ops.sub(x, ops.mean(x, axes, true));
  return ops.mul(ops.sum(ops.square(centred), axes, true), 1 / (count - 1));
}

const dot = ({ ops }: Call, a: Tensor, b: Tensor): Tensor => ops.sum(ops.mul(a, b), [-1], true);

function square(call: Call): Tensor {
  const m = rows(call);
  const fits = rankOf(m) === 2 && m.shape[0] === m.shape[1];
  if (fits) return m;
  throw new FormulaProblem('shape', `${call.name} needs a square matrix and gets ${m.shape.join('×')}`);
}

const MAX_EYE = 4096;

/**
 * All a formula can call, by name. Vectors are rows: reductions keep their axis with size 1, so that a norm (N×1) divides
 * its rows and a mean over the batch (1×D) is taken from each.
 */
export const FUNCTIONS: ReadonlyMap<string, FormulaFunction> = new Map<string, FormulaFunction>(
  Object.entries({
    exp: each((ops, x) => ops.exp(x), Math.exp),
    log: each((ops, x) => ops.log(x), Math.log),
    log1p: each((ops, x) => ops.log1p(x), Math.log1p),
    sqrt: each((ops, x) => ops.sqrt(x), Math.sqrt),
    abs: each((ops, x) => ops.abs(x), Math.abs),
    square: each(
      (ops, x) => ops.square(x),
      (x) => x * x,
    ),
    relu: each(
      (ops, x) => ops.relu(x),
      (x) => Math.max(x, 0),
    ),
    sigmoid: each((ops, x) => ops.sigmoid(x), sigmoid),
    tanh: each((ops, x) => ops.tanh(x), Math.tanh),
    // max(x, 0) + log(1 + e^−|x|): no exponential grows beyond 1
    softplus: each(
      (ops, x) => ops.add(ops.maximum(x, 0), ops.log1p(ops.exp(ops.neg(ops.abs(x))))),
      (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    ),
    stopgrad: each(
      (ops, x) => ops.stopGradient(x),
      (x) => x,
    ),
    min: extreme('minimum', (ops, x, axes, keep) => ops.neg(ops.max(ops.neg(x), axes, keep))),
    max: extreme('maximum', (ops, x, axes, keep) => ops.max(x, axes, keep)),
    clip: {
      takes: 'x, least, most',
      arity: [3, 3],
      apply: (call) => {
        const [least, most] = [number(call, 1), number(call, 2)];
        if (least > most) fail(`clip’s least value ${least} is above its greatest ${most}`);
        return call.ops.clip(tensor(call), least, most);
      },
    },
    equal: {
      takes: 'x, y',
      arity: [2, 2],
      apply: (call) => call.ops.equal(operand(call, 0), operand(call, 1)),
    },

    sum: reduction((ops, x, axes, keep) => ops.sum(x, axes, keep)),
    mean: reduction((ops, x, axes, keep) => ops.mean(x, axes, keep)),
    var: { takes: 'x, axis', arity: [1, 2], apply: variance },
    std: { takes: 'x, axis', arity: [1, 2], apply: (call) => safeRoot(call.ops, variance(call)) },

    norm: {
      takes: 'x',
      arity: [1, 1],
      apply: (call) => safeRoot(call.ops, call.ops.sum(call.ops.square(rows(call)), [-1], true)),
    },
    normalize: { takes: 'x', arity: [1, 1], apply: (call) => call.ops.l2Normalize(rows(call)) },
    dot: { takes: 'x, y', arity: [2, 2], apply: (call) => dot(call, rows(call, 0), rows(call, 1)) },
    cosine: {
      takes: 'x, y',
      arity: [2, 2],
      apply: (call) => dot(call, call.ops.l2Normalize(rows(call, 0)), call.ops.l2Normalize(rows(call, 1))),
    },
    softmax: { takes: 'x', arity: [1, 1], apply: (call) => call.ops.softmax(rows(call)) },
    logSoftmax: { takes: 'x', arity: [1, 1], apply: (call) => call.ops.logSoftmax(rows(call)) },
    logSumExp: {
      takes: 'x',
      arity: [1, 1],
      apply: (call) => {
        const { ops } = call;
        const x = rows(call);
        // any number may be taken away: as a constant it costs no gradient
        const greatest = ops.stopGradient(ops.max(x, [-1], true));
        return ops.add(ops.log(ops.sum(ops.exp(ops.sub(x, greatest)), [-1], true)), greatest);
      },
    },

    matmul: {
      takes: 'x, y',
      arity: [2, 2],
      apply: (call) => call.ops.matMul(tensor(call, 0), tensor(call, 1)),
    },
    transpose: {
      takes: 'x',
      arity: [1, 1],
      apply: (call) => {
        const x = tensor(call);
        const rank = rankOf(x);
        if (rank < 2) fail('transpose needs rows and columns');
        return call.ops.transpose(x, [...x.shape.map((_, i) => i).slice(0, -2), rank - 1, rank - 2]);
      },
    },
    concat: {
      takes: 'x, y, …, axis',
      arity: [2, 9],
      apply: (call) => {
        const last = call.args.length - 1;
        const along = isAxis(call.args[last]) ? axis(call, last)! : undefined;
        if (along === 'positions') fail('concat joins along batch or features');
        const parts = call.args.slice(0, along === undefined ? last + 1 : last);
        return call.ops.concat(
          parts.map((_, i) => rows(call, i)),
          along === 'features' ? -1 : 0,
        );
      },
    },
    roll: {
      takes: 'x, n',
      arity: [2, 2],
      apply: (call) => {
        const { ops } = call;
        const x = rows(call);
        const [count, ...rest] = x.shape as [number, ...number[]];
        const shift = ((whole(call, 1, -1e9, 1e9) % count) + count) % count;
        if (shift === 0) return x;
        const part = (from: number, size: number): Tensor =>
          ops.slice(x, [from, ...rest.map(() => 0)], [size, ...rest]);
        return ops.concat([part(count - shift, shift), part(0, count - shift)], 0);
      },
    },
    rows: { takes: 'x', arity: [1, 1], apply: (call) => rows(call).shape[0]! },
    columns: { takes: 'x', arity: [1, 1], apply: (call) => rows(call).shape.at(-1)! },
    eye: {
      takes: 'n or x',
      arity: [1, 1],
      apply: (call) => {
        const x = operand(call, 0);
        const n = typeof x === 'number' ? whole(call, 0, 1, MAX_EYE) : rows(call).shape[0]!;
        return identity(call.ops, n);
      },
    },
    diag: {
      takes: 'm',
      arity: [1, 1],
      apply: (call) => {
        const m = square(call);
        return call.ops.sum(call.ops.mul(m, identity(call.ops, m.shape[0]!)), [1], true);
      },
    },
    offdiag: {
      takes: 'm',
      arity: [1, 1],
      apply: (call) => {
        const m = square(call);
        return call.ops.mul(m, call.ops.sub(1, identity(call.ops, m.shape[0]!)));
      },
    },
    view: {
      takes: 'input, number',
      arity: [2, 2],
      apply: (call) => {
        const signal = call.signal(0);
        const chosen = whole(call, 1, 1, 64);
        if (call.evaluating) return signal.tensor;
        if (chosen > signal.views) {
          throw new FormulaProblem(
            'shape',
            `view ${chosen} is asked for and there ${signal.views === 1 ? 'is one' : `are ${signal.views}`}`,
          );
        }
        return viewsOf(call.ops, signal, chosen - 1);
      },
    },
  } satisfies Record<string, FormulaFunction>),
);
