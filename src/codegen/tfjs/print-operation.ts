import type { Operation } from '../../ir/operation.ts';
import { listCode, numberCode, type Expression } from './expression.ts';

/** What printing one operation needs to know beyond its operands. */
export interface OperationContext {
  readonly operation: Operation;
  /** Shapes of the operands. */
  readonly shapes: readonly (readonly number[])[];
  /** Whether gradient has to pass to operand `i`. */
  carries(i: number): boolean;
  /** In code for tensors of any shape: a number that is repeated stays a number. */
  readonly anyShape?: boolean;
  /** Name of a helper function, which the module then has. */
  use(helper: string): string;
}

const tensor = (code: string): Expression => ({ code });
const number = (code: string): Expression => ({ code, isNumber: true });

const METHODS: Readonly<Record<string, string>> = {
  add: 'add',
  sub: 'sub',
  mul: 'mul',
  div: 'div',
  maximum: 'maximum',
  minimum: 'minimum',
  pow: 'pow',
};
const SIGNS: Readonly<Record<string, string>> = { add: '+', sub: '-', mul: '*', div: '/', pow: '**' };
const PLAIN = new Set([
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
  'relu',
  'sigmoid',
  'tanh',
  'erf',
  'sin',
  'cos',
  'softmax',
  'logSoftmax',
]);
const ON_NUMBERS: Readonly<Record<string, (x: string) => string>> = {
  neg: (x) => `-${x}`,
  exp: (x) => `Math.exp(${x})`,
  log: (x) => `Math.log(${x})`,
  log1p: (x) => `Math.log1p(${x})`,
  sqrt: (x) => `Math.sqrt(${x})`,
  rsqrt: (x) => `(1 / Math.sqrt(${x}))`,
  reciprocal: (x) => `(1 / ${x})`,
  square: (x) => `(${x} ** 2)`,
  abs: (x) => `Math.abs(${x})`,
  floor: (x) => `Math.floor(${x})`,
  sin: (x) => `Math.sin(${x})`,
  cos: (x) => `Math.cos(${x})`,
  relu: (x) => `Math.max(${x}, 0)`,
};

/**
 * One operation in tfjs. Where tfjs 4.22 has no gradient or a wrong one, what is printed avoids it: comparisons and steps
 * are cut off from the tape, |x| is x · sign(x) (tfjs gives it the slope −1 at 0). Null: tfjs cannot say it.
 */
export function printOperation(context: OperationContext, inputs: readonly Expression[]): Expression | null {
  const { operation, shapes, use } = context;
  const [a, b, c] = inputs;
  const on = (x: Expression): string => (x.isNumber ? `tf.scalar(${x.code})` : x.code);
  /** A value that only decides something: no gradient may be asked of it. */
  const cut = (i: number): string =>
    context.carries(i) && !inputs[i]!.isNumber
      ? `${use('stopGradient')}(${inputs[i]!.code})`
      : on(inputs[i]!);

  switch (operation.name) {
    case 'constant':
      return printConstant(operation.attributes);
    case 'stopGradient':
      return a!.isNumber ? a! : tensor(`${use('stopGradient')}(${a!.code})`);
    case 'abs':
      if (a!.isNumber) return number(`Math.abs(${a!.code})`);
      return tensor(context.carries(0) ? `${use('absolute')}(${a!.code})` : `${a!.code}.abs()`);
    case 'step':
      return tensor(`${cut(0)}.step()`);
    case 'cast':
      return a!.isNumber ? a! : tensor(`${a!.code}.cast('${operation.attributes.dtype}')`);
    case 'greater':
    case 'equal': {
      if (a!.isNumber && !b!.isNumber) return tensor(`tf.${operation.name}(${a!.code}, ${cut(1)}).toFloat()`);
      return tensor(`${cut(0)}.${operation.name}(${b!.isNumber ? b!.code : cut(1)}).toFloat()`);
    }
    case 'select':
      if (a!.isNumber) return tensor(`(${a!.code} ? ${on(b!)} : ${on(c!)})`);
      return tensor(`tf.where(${cut(0)}.cast('bool'), ${on(b!)}, ${on(c!)})`);
    case 'sum':
    case 'max': {
      if (context.anyShape) return tensor(`${on(a!)}.${operation.name}()`);
      const { axes, keepDims } = operation.attributes;
      const whole = axes.length === shapes[0]!.length && !keepDims;
      const last = axes.length === 1 && axes[0] === shapes[0]!.length - 1;
      const where = whole ? '' : last ? '-1' : axes.length === 1 ? String(axes[0]) : listCode(axes);
      return tensor(`${on(a!)}.${operation.name}(${where}${keepDims ? ', true' : ''})`);
    }
    case 'argMax':
      return tensor(`${on(a!)}.argMax(${operation.attributes.axis})`);
    case 'reshape': {
      const { shape } = operation.attributes;
      if (a!.isNumber && shape.length === 0) return a!;
      return tensor(`${on(a!)}.reshape(${listCode(shape)})`);
    }
    case 'transpose': {
      const { permutation } = operation.attributes;
      const turned = permutation.every((axis, i) => axis === permutation.length - 1 - i);
      return tensor(`${a!.code}.transpose(${turned ? '' : listCode(permutation)})`);
    }
    case 'concat': {
      const { axis } = operation.attributes;
      return tensor(`tf.concat([${inputs.map(on).join(', ')}]${axis === 0 ? '' : `, ${axis}`})`);
    }
    case 'slice': {
      const { begin, size } = operation.attributes;
      return tensor(`${a!.code}.slice(${listCode(begin)}, ${listCode(size)})`);
    }
    case 'pad':
      return tensor(`${a!.code}.pad([${operation.attributes.paddings.map(listCode).join(', ')}])`);
    case 'broadcastTo':
      if (context.anyShape) return a!;
      return tensor(
        a!.isNumber
          ? `tf.fill(${listCode(operation.attributes.shape)}, ${a!.code})`
          : `${a!.code}.broadcastTo(${listCode(operation.attributes.shape)})`,
      );
    case 'reverse':
      return tensor(`${a!.code}.reverse(${operation.attributes.axis})`);
    case 'gather':
      return tensor(`${a!.code}.gather(${on(b!)}.cast('int32'))`);
    case 'segmentSum':
      return tensor(
        `tf.unsortedSegmentSum(${a!.code}, ${on(b!)}.cast('int32'), ${operation.attributes.count})`,
      );
    case 'oneHot':
      return tensor(`tf.oneHot(${on(a!)}.cast('int32'), ${operation.attributes.depth}).toFloat()`);
    case 'matMul': {
      const { transposeA, transposeB } = operation.attributes;
      const flags = transposeB ? `, ${transposeA}, true` : transposeA ? ', true' : '';
      return tensor(`${on(a!)}.matMul(${on(b!)}${flags})`);
    }
    case 'conv2d': {
      const { stride, padding } = operation.attributes;
      return tensor(`tf.conv2d(${a!.code}, ${on(b!)}, ${stride}, ${padding})`);
    }
    case 'maxPool2d': {
      const { size, stride, padding } = operation.attributes;
      return tensor(`tf.maxPool(${a!.code}, ${size}, ${stride}, ${padding})`);
    }
    case 'batchNorm': {
      const { groups, epsilon } = operation.attributes;
      return tensor(
        `${use('normalise')}(${a!.code}, ${on(b!)}, ${on(c!)}, ${groups}, ${numberCode(epsilon)})`,
      );
    }
    case 'colorJitter':
      return tensor(`${use('colorJitter')}(${a!.code}, ${b!.code}, ${c!.code})`);
    default: {
      const method = METHODS[operation.name];
      if (method) return printBinary(operation.name, method, a!, b!);
      if (!PLAIN.has(operation.name)) return null;
      if (!a!.isNumber) return tensor(`${a!.code}.${operation.name}()`);
      const plain = ON_NUMBERS[operation.name];
      return plain ? number(plain(a!.code)) : tensor(`tf.scalar(${a!.code}).${operation.name}()`);
    }
  }
}

function printBinary(name: string, method: string, a: Expression, b: Expression): Expression {
  if (a.isNumber && b.isNumber) {
    const sign = SIGNS[name];
    return number(
      sign
        ? `(${a.code} ${sign} ${b.code})`
        : `Math.${name === 'maximum' ? 'max' : 'min'}(${a.code}, ${b.code})`,
    );
  }
  const bare = ({ code }: Expression): string => (isWrapped(code) ? code.slice(1, -1) : code);
  if (!a.isNumber) return tensor(`${a.code}.${method}(${bare(b)})`);
  // the order does not matter to these, and a tensor's method reads better
  if (name === 'add' || name === 'mul' || name === 'maximum' || name === 'minimum')
    return tensor(`${b.code}.${method}(${bare(a)})`);
  return tensor(`tf.${method}(${bare(a)}, ${b.code})`);
}

/** Whether one pair of brackets encloses all of the code. */
export function isWrapped(code: string): boolean {
  if (!code.startsWith('(') || !code.endsWith(')')) return false;
  let depth = 0;
  for (let i = 0; i < code.length - 1; i++) {
    if (code[i] === '(') depth++;
    else if (code[i] === ')' && --depth === 0) return false;
  }
  return true;
}

function printConstant({
  shape,
  dtype,
  data,
}: {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: number | readonly number[];
}): Expression {
  const type = dtype === 'int32' ? ", 'int32'" : '';
  if (shape.length === 0) return number(numberCode(typeof data === 'number' ? data : data[0]!));
  if (typeof data === 'number') return tensor(`tf.fill(${listCode(shape)}, ${numberCode(data)}${type})`);
  if (shape.length === 1 && data.length > 2 && data.every((x, i) => x === i))
    return tensor(`tf.range(0, ${data.length}${type && `, 1${type}`})`);
  if (data.every((x) => x === data[0]))
    return tensor(`tf.fill(${listCode(shape)}, ${numberCode(data[0]!)}${type})`);
  const numbers = listCode(data);
  if (shape.length === 1) return tensor(`tf.tensor1d(${numbers}${type})`);
  return tensor(`tf.tensor(${numbers}, ${listCode(shape)}${type})`);
}
