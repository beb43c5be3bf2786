import { Builder } from '../../compiler/builder.ts';
import type { Tensor, TensorOps } from '../../spec/tensor-ops.ts';
import type { Snippet } from '../snippet.ts';
import { literal } from './javascript.ts';
import { argMax, equal, greater } from './library/comparisons.ts';
import { absolute, l2Normalize, stopGradient } from './library/tensors.ts';

/** An argument as it is written: a tensor's expression, or what is no tensor. */
type Argument =
  string | number | boolean | undefined | readonly Argument[] | { readonly [key: string]: Argument };
type Write = (args: never, shape: readonly number[]) => string;

interface Expression {
  readonly operation: string;
  readonly args: readonly unknown[];
  readonly shape: readonly number[];
}

/** What has no expression in tfjs of its own. */
export class NotPrintable extends Error {}

/** What is called what, where a value is used more than once and needs a name. */
const NAMES: Readonly<Record<string, string>> = {
  add: 'sum',
  sub: 'difference',
  mul: 'product',
  div: 'quotient',
  sum: 'total',
  mean: 'mean',
  max: 'largest',
  maximum: 'bounded',
  minimum: 'bounded',
  matMul: 'product',
  square: 'squares',
  exp: 'exponentials',
  log: 'logarithm',
  sqrt: 'root',
  l2Normalize: 'unit',
  softmax: 'shares',
  logSoftmax: 'logShares',
  stopGradient: 'fixed',
  reshape: 'reshaped',
  transpose: 'turned',
  concat: 'joined',
  slice: 'part',
  greater: 'mask',
  equal: 'mask',
  gather: 'rows',
};

/**
 * Writes what a node's `forward` calls with tfjs: the same function that the engine runs. Expressions that are used once stand where
 * they are used; others get a variable.
 */
export class TfjsPrinter {
  /** What a node's `forward` calls. */
  readonly ops: TensorOps;
  readonly #expressions = new Map<string, Expression | string>();
  readonly #use: (snippet: Snippet) => string;

  constructor(use: (snippet: Snippet) => string) {
    this.#use = use;
    const shapes = new Builder() as unknown as Record<string, (...args: unknown[]) => Tensor>;
    this.ops = new Proxy({} as TensorOps, {
      get:
        (_, operation: string) =>
        (...args: unknown[]) => {
          if (!(operation in WRITE)) throw new NotPrintable(operation);
          const { shape, dtype } = shapes[operation]!(...args);
          return this.#add({ operation, args, shape }, shape, dtype);
        },
    });
  }

  #add(expression: Expression | string, shape: readonly number[], dtype: Tensor['dtype']): Tensor {
    const id = `$${this.#expressions.size}`;
    this.#expressions.set(id, expression);
    return { id, shape, dtype };
  }

  /** A tensor that stands in a variable. */
  variable(text: string, shape: readonly number[], dtype: Tensor['dtype'] = 'float32'): Tensor {
    return this.#add(text, shape, dtype);
  }

  /** Statements that compute `outputs`, and the expression of each. `name` gives variables. */
  print(
    outputs: readonly Tensor[],
    name: (wanted: string) => string,
  ): { readonly lines: readonly string[]; readonly texts: readonly string[] } {
    const uses = new Map<string, number>();
    const count = (one: unknown): void => {
      if (Array.isArray(one)) one.forEach(count);
      if (!isTensor(one)) return;
      const before = uses.get(one.id) ?? 0;
      uses.set(one.id, before + 1);
      const expression = this.#expressions.get(one.id)!;
      if (before === 0 && typeof expression !== 'string') expression.args.forEach(count);
    };
    outputs.forEach(count);
    const lines: string[] = [];
    const written = new Map<string, string>();
    const write = (one: unknown): Argument => {
      if (Array.isArray(one)) return one.map(write);
      if (!isTensor(one)) return one as Argument;
      const expression = this.#expressions.get(one.id)!;
      if (typeof expression === 'string') return expression;
      let text = written.get(one.id);
      if (text === undefined) {
        const { operation, args, shape } = expression;
        text = this.#render(operation, args.map(write), shape);
        if (uses.get(one.id)! > 1) {
          const variable = name(NAMES[operation] ?? 'part');
          lines.push(`const ${variable} = ${text};`);
          text = variable;
        }
        written.set(one.id, text);
      }
      return text;
    };
    return { lines, texts: outputs.map((output) => write(output) as string) };
  }

  #render(operation: string, args: readonly Argument[], shape: readonly number[]): string {
    const helper = HELPERS[operation];
    if (!helper) return WRITE[operation]!(args as never, shape);
    const [x, ...rest] = args.map((arg) => (typeof arg === 'number' ? literal(arg) : (arg as string)));
    if (operation === 'l2Normalize') {
      const epsilon = rest[0] === undefined || rest[0] === '1e-12' ? '' : `, ${rest[0]}`;
      return `${this.#use(helper)}(${x}${epsilon})`;
    }
    return `${this.#use(helper)}(${[x, ...rest].filter((arg) => arg !== undefined).join(', ')})`;
  }
}

const isTensor = (one: unknown): one is Tensor =>
  typeof one === 'object' && one !== null && 'id' in one && 'shape' in one;

/** Operations that tfjs has no gradient for, or another one. */
const HELPERS: Readonly<Record<string, Snippet>> = {
  abs: absolute,
  stopGradient,
  l2Normalize,
  greater,
  equal,
  argMax,
};

const on = (x: string | number): string => (typeof x === 'number' ? `tf.scalar(${literal(x)})` : x);
const plain = (x: string | number): string => (typeof x === 'number' ? literal(x) : x);
const unary =
  (method: string): Write =>
  ([x]: readonly string[]) =>
    `${x}.${method}()`;
const binary =
  (method: string, commutes: boolean): Write =>
  ([a, b]: readonly (string | number)[]) =>
    typeof a === 'number' && typeof b !== 'number'
      ? commutes
        ? `${b}.${method}(${plain(a)})`
        : `tf.${method}(${plain(a)}, ${b})`
      : `${on(a!)}.${method}(${plain(b!)})`;
const reduction =
  (method: string): Write =>
  ([x, axes, keep]: [string, readonly number[] | undefined, boolean | undefined]) => {
    const along =
      axes === undefined ? (keep ? 'null' : '') : axes.length === 1 ? String(axes[0]) : literal(axes);
    return `${x}.${method}(${along}${keep ? ', true' : ''})`;
  };
const list = (numbers: readonly number[]): string => literal(numbers);

const WRITE: Readonly<Record<string, Write>> = {
  ...Object.fromEntries(
    [
      'neg',
      'exp',
      'log',
      'log1p',
      'sqrt',
      'rsqrt',
      'reciprocal',
      'square',
      'sign',
      'floor',
      'sigmoid',
      'tanh',
      'erf',
      'sin',
      'cos',
      'relu',
    ].map((name) => [name, unary(name)]),
  ),
  ...Object.fromEntries(Object.keys(HELPERS).map((name) => [name, unary(name)])),
  add: binary('add', true),
  sub: binary('sub', false),
  mul: binary('mul', true),
  div: binary('div', false),
  maximum: binary('maximum', true),
  minimum: binary('minimum', true),
  pow: binary('pow', false),
  sum: reduction('sum'),
  mean: reduction('mean'),
  max: reduction('max'),
  softmax: ([x]: readonly string[]) => `tf.softmax(${x})`,
  logSoftmax: ([x]: readonly string[]) => `tf.logSoftmax(${x})`,
  clip: ([x, low, high]: [string, number, number]) => `${x}.clipByValue(${literal(low)}, ${literal(high)})`,
  cast: ([x, dtype]: readonly string[]) => `${x}.cast('${dtype}')`,
  range: ([n]: readonly number[]) => `tf.range(0, ${n})`,
  constant: ([data, , dtype]: [number | readonly number[], unknown, string | undefined], shape) => {
    const kind = dtype === 'int32' ? `, 'int32'` : '';
    if (typeof data === 'number')
      return shape.length === 0
        ? `tf.scalar(${literal(data)}${kind})`
        : `tf.fill(${list(shape)}, ${literal(data)}${kind})`;
    return `tf.tensor(${list(data)}, ${list(shape)}${kind})`;
  },
  reshape: ([x]: readonly string[], shape) => `${x}.reshape(${list(shape)})`,
  transpose: ([x, order]: [string, readonly number[] | undefined]) =>
    `${x}.transpose(${order ? list(order) : ''})`,
  concat: ([parts, axis]: [readonly string[], number | undefined]) =>
    `tf.concat([${parts.join(', ')}]${axis ? `, ${axis}` : ''})`,
  slice: ([x, begin, size]: [string, readonly number[], readonly number[]]) =>
    `${x}.slice(${list(begin)}, ${list(size)})`,
  pad: ([x, paddings]: [string, readonly (readonly number[])[]]) => `${x}.pad(${literal(paddings)})`,
  broadcastTo: ([x]: readonly string[], shape) => `${x}.broadcastTo(${list(shape)})`,
  reverse: ([x, axis]: [string, number]) => `${x}.reverse(${axis})`,
  gather: ([x, indices]: readonly string[]) => `${x}.gather(${indices}.cast('int32'))`,
  segmentSum: ([rows, indices, count]: [string, string, number]) =>
    `tf.unsortedSegmentSum(${rows}, ${indices}.cast('int32'), ${count})`,
  oneHot: ([indices, depth]: [string, number]) =>
    `tf.oneHot(${indices}.cast('int32'), ${depth}).cast('float32')`,
  matMul: ([a, b, options]: [string, string, { transposeA?: boolean; transposeB?: boolean } | undefined]) => {
    const { transposeA = false, transposeB = false } = options ?? {};
    const turns = transposeB ? `, ${transposeA}, true` : transposeA ? ', true' : '';
    return `${a}.matMul(${b}${turns})`;
  },
};
