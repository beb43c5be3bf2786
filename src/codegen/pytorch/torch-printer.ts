import { Builder } from '../../compiler/builder.ts';
import type { Operand, Tensor, TensorOps } from '../../spec/tensor-ops.ts';
import { literal } from './literal.ts';

/** How tightly an expression's outermost operator binds in Python. */
const Binding = { Sum: 2, Product: 3, Unary: 4, Power: 5, Atom: 6 } as const;

interface Expression {
  readonly binding: number;
  readonly args: readonly (Tensor | number)[];
  write(args: readonly Written[]): string;
}

interface Written {
  readonly text: string;
  readonly binding: number;
}

const within = ({ text, binding }: Written, least: number): string => (binding < least ? `(${text})` : text);
/** What a method is called on. */
const on = (written: Written): string => within(written, Binding.Atom);

/**
 * Writes what a node's `forward` calls as PyTorch: the same function that the engine runs. Shapes are those of the canvas, images
 * with their channels last. Expressions that are used once stand where they are used; others get a variable.
 */
export class TorchPrinter implements TensorOps {
  readonly #shapes = new Builder();
  readonly #expressions = new Map<string, Expression>();
  /** An expression whose device constants take. */
  readonly #device: string;

  constructor(device: string) {
    this.#device = device;
  }

  /** A tensor that stands in a variable. */
  variable(text: string, shape: readonly number[], dtype: Tensor['dtype'] = 'float32'): Tensor {
    const id = `$${this.#expressions.size}`;
    this.#expressions.set(id, { binding: Binding.Atom, args: [], write: () => text });
    return { id, shape, dtype };
  }

  /**
   * Statements that compute `outputs`, and the expression of each. `name` gives variables.
   */
  print(
    outputs: readonly Tensor[],
    name: () => string,
  ): { readonly lines: readonly string[]; readonly texts: readonly string[] } {
    const uses = new Map<string, number>();
    const count = (one: Tensor | number): void => {
      if (typeof one === 'number') return;
      const before = uses.get(one.id) ?? 0;
      uses.set(one.id, before + 1);
      if (before === 0) this.#expressions.get(one.id)!.args.forEach(count);
    };
    outputs.forEach(count);
    const lines: string[] = [];
    const written = new Map<string, Written>();
    const write = (one: Tensor | number): Written => {
      if (typeof one === 'number') {
        return { text: literal(one), binding: one < 0 ? Binding.Unary : Binding.Atom };
      }
      const known = written.get(one.id);
      if (known) return known;
      const { binding, args, write: render } = this.#expressions.get(one.id)!;
      const text = render(args.map(write));
      let result: Written = { text, binding };
      if (args.length > 0 && uses.get(one.id)! > 1) {
        const variable = name();
        lines.push(`${variable} = ${text}`);
        result = { text: variable, binding: Binding.Atom };
      }
      written.set(one.id, result);
      return result;
    };
    return { lines, texts: outputs.map((output) => write(output).text) };
  }

  #add(
    shape: Tensor,
    args: readonly (Tensor | number)[],
    write: Expression['write'],
    binding: number = Binding.Atom,
  ): Tensor {
    const id = `$${this.#expressions.size}`;
    this.#expressions.set(id, { binding, args, write });
    return { ...shape, id };
  }

  #unary(
    name:
      | 'exp'
      | 'log'
      | 'log1p'
      | 'sqrt'
      | 'rsqrt'
      | 'reciprocal'
      | 'square'
      | 'abs'
      | 'sign'
      | 'floor'
      | 'sigmoid'
      | 'tanh'
      | 'erf'
      | 'sin'
      | 'cos'
      | 'relu',
    x: Tensor,
  ): Tensor {
    return this.#add(this.#shapes[name](x), [x], ([of]) => `${on(of!)}.${name}()`);
  }

  #binary(
    name: 'add' | 'sub' | 'mul' | 'div',
    a: Operand,
    b: Operand,
    sign: string,
    binding: number,
  ): Tensor {
    const write = ([left, right]: readonly Written[]) =>
      `${within(left!, binding)} ${sign} ${within(right!, binding + 1)}`;
    return this.#add(this.#shapes[name](a, b), [a, b], write, binding);
  }

  /** A number as a tensor, for functions that take no numbers. */
  #tensor(operand: Operand): Tensor {
    return typeof operand === 'number' ? this.constant(operand) : operand;
  }

  constant(
    data: number | readonly number[],
    shape: readonly number[] = [],
    dtype: 'float32' | 'int32' = 'float32',
  ): Tensor {
    const type = this.#shapes.constant(data, shape, dtype);
    const kind = dtype === 'int32' ? ', dtype=torch.long' : '';
    const device = `device=${this.#device}`;
    if (typeof data === 'number') {
      const value = literal(data);
      const text =
        type.shape.length === 0
          ? `torch.tensor(${Number.isInteger(data) && dtype === 'float32' ? `${data}.0` : value}, ${device}${kind})`
          : `torch.full(${literal(type.shape)}, ${Number.isInteger(data) && dtype === 'float32' ? `${data}.0` : value}, ${device}${kind})`;
      return this.#add(type, [], () => text);
    }
    const counts = data.length > 2 && data.every((value, i) => value === i);
    const flat = counts
      ? `torch.arange(${data.length}, ${device}${dtype === 'int32' ? '' : ', dtype=torch.float32'})`
      : `torch.tensor(${literal(data)}, ${device}${kind || ', dtype=torch.float32'})`;
    const text = type.shape.length === 1 ? flat : `${flat}.reshape(${literal(type.shape)})`;
    return this.#add(type, [], () => text);
  }

  range(n: number): Tensor {
    const text = `torch.arange(${n}, device=${this.#device}, dtype=torch.float32)`;
    return this.#add(this.#shapes.range(n), [], () => text);
  }

  neg(x: Tensor): Tensor {
    return this.#add(this.#shapes.neg(x), [x], ([of]) => `-${within(of!, Binding.Unary)}`, Binding.Unary);
  }
  exp(x: Tensor): Tensor {
    return this.#unary('exp', x);
  }
  log(x: Tensor): Tensor {
    return this.#unary('log', x);
  }
  log1p(x: Tensor): Tensor {
    return this.#unary('log1p', x);
  }
  sqrt(x: Tensor): Tensor {
    return this.#unary('sqrt', x);
  }
  rsqrt(x: Tensor): Tensor {
    return this.#unary('rsqrt', x);
  }
  reciprocal(x: Tensor): Tensor {
    return this.#unary('reciprocal', x);
  }
  square(x: Tensor): Tensor {
    return this.#unary('square', x);
  }
  abs(x: Tensor): Tensor {
    return this.#unary('abs', x);
  }
  sign(x: Tensor): Tensor {
    return this.#unary('sign', x);
  }
  floor(x: Tensor): Tensor {
    return this.#unary('floor', x);
  }
  relu(x: Tensor): Tensor {
    return this.#unary('relu', x);
  }
  sigmoid(x: Tensor): Tensor {
    return this.#unary('sigmoid', x);
  }
  tanh(x: Tensor): Tensor {
    return this.#unary('tanh', x);
  }
  erf(x: Tensor): Tensor {
    return this.#unary('erf', x);
  }
  sin(x: Tensor): Tensor {
    return this.#unary('sin', x);
  }
  cos(x: Tensor): Tensor {
    return this.#unary('cos', x);
  }
  step(x: Tensor): Tensor {
    return this.#add(this.#shapes.step(x), [x], ([of]) => `(${within(of!, Binding.Sum)} > 0).float()`);
  }
  cast(x: Tensor, dtype: 'float32' | 'int32'): Tensor {
    const method = dtype === 'int32' ? 'long' : 'float';
    if (x.dtype === dtype) return x;
    return this.#add(this.#shapes.cast(x, dtype), [x], ([of]) => `${on(of!)}.${method}()`);
  }
  stopGradient(x: Tensor): Tensor {
    return this.#add(this.#shapes.stopGradient(x), [x], ([of]) => `${on(of!)}.detach()`);
  }

  add(a: Operand, b: Operand): Tensor {
    return this.#binary('add', a, b, '+', Binding.Sum);
  }
  sub(a: Operand, b: Operand): Tensor {
    return this.#binary('sub', a, b, '-', Binding.Sum);
  }
  mul(a: Operand, b: Operand): Tensor {
    return this.#binary('mul', a, b, '*', Binding.Product);
  }
  div(a: Operand, b: Operand): Tensor {
    return this.#binary('div', a, b, '/', Binding.Product);
  }
  maximum(a: Operand, b: Operand): Tensor {
    const args = [this.#tensor(a), this.#tensor(b)];
    return this.#add(this.#shapes.maximum(a, b), args, ([x, y]) => `torch.maximum(${x!.text}, ${y!.text})`);
  }
  minimum(a: Operand, b: Operand): Tensor {
    const args = [this.#tensor(a), this.#tensor(b)];
    return this.#add(this.#shapes.minimum(a, b), args, ([x, y]) => `torch.minimum(${x!.text}, ${y!.text})`);
  }
  pow(a: Operand, b: Operand): Tensor {
    const write = ([x, y]: readonly Written[]) => `${on(x!)} ** ${within(y!, Binding.Atom)}`;
    return this.#add(this.#shapes.pow(a, b), [a, b], write, Binding.Power);
  }
  greater(a: Operand, b: Operand): Tensor {
    const write = ([x, y]: readonly Written[]) =>
      `(${within(x!, Binding.Sum)} > ${within(y!, Binding.Sum)}).float()`;
    return this.#add(this.#shapes.greater(a, b), [a, b], write);
  }
  equal(a: Operand, b: Operand): Tensor {
    const write = ([x, y]: readonly Written[]) =>
      `(${within(x!, Binding.Sum)} == ${within(y!, Binding.Sum)}).float()`;
    return this.#add(this.#shapes.equal(a, b), [a, b], write);
  }
  select(mask: Tensor, a: Operand, b: Operand): Tensor {
    const args = [mask, this.#tensor(a), this.#tensor(b)];
    const write = ([m, x, y]: readonly Written[]) =>
      `torch.where(${within(m!, Binding.Sum)} != 0, ${x!.text}, ${y!.text})`;
    return this.#add(this.#shapes.select(mask, a, b), args, write);
  }
  clip(x: Tensor, low: number, high: number): Tensor {
    // of equal values each gets half of the gradient, as elsewhere
    return this.minimum(this.maximum(x, low), high);
  }

  #reduction(name: 'sum' | 'mean' | 'max', x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor {
    const type = this.#shapes[name](x, axes, keepDims);
    const method = name === 'max' ? 'amax' : name;
    const all = axes === undefined || axes.length === x.shape.length;
    const keep = keepDims ? 'keepdim=True' : '';
    const dim =
      all && !keepDims
        ? ''
        : `dim=${axes?.length === 1 ? axes[0] : literal(axes ?? x.shape.map((_, i) => i))}`;
    const args = [dim, keep].filter((text) => text !== '').join(', ');
    return this.#add(type, [x], ([of]) => `${on(of!)}.${method}(${args})`);
  }
  sum(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor {
    return this.#reduction('sum', x, axes, keepDims);
  }
  mean(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor {
    return this.#reduction('mean', x, axes, keepDims);
  }
  max(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor {
    return this.#reduction('max', x, axes, keepDims);
  }
  argMax(x: Tensor, axis = -1): Tensor {
    return this.#add(this.#shapes.argMax(x, axis), [x], ([of]) => `${on(of!)}.argmax(dim=${axis})`);
  }
  softmax(x: Tensor): Tensor {
    return this.#add(this.#shapes.softmax(x), [x], ([of]) => `F.softmax(${of!.text}, dim=-1)`);
  }
  logSoftmax(x: Tensor): Tensor {
    return this.#add(this.#shapes.logSoftmax(x), [x], ([of]) => `F.log_softmax(${of!.text}, dim=-1)`);
  }
  l2Normalize(x: Tensor, epsilon = 1e-12): Tensor {
    const eps = epsilon === 1e-12 ? '' : `, eps=${literal(epsilon)}`;
    return this.#add(
      this.#shapes.l2Normalize(x, epsilon),
      [x],
      ([of]) => `F.normalize(${of!.text}, dim=-1${eps})`,
    );
  }

  reshape(x: Tensor, shape: readonly number[]): Tensor {
    const type = this.#shapes.reshape(x, shape);
    if (String(x.shape) === String(type.shape)) return x;
    return this.#add(type, [x], ([of]) => `${on(of!)}.reshape(${literal(shape)})`);
  }
  transpose(x: Tensor, permutation?: readonly number[]): Tensor {
    const type = this.#shapes.transpose(x, permutation);
    const order = permutation ?? x.shape.map((_, i) => x.shape.length - 1 - i);
    const text = x.shape.length === 2 && order[0] === 1 ? 'T' : `permute(${order.join(', ')})`;
    return this.#add(type, [x], ([of]) => `${on(of!)}.${text}`);
  }
  concat(tensors: readonly Tensor[], axis = 0): Tensor {
    const type = this.#shapes.concat(tensors, axis);
    const dim = axis === 0 ? '' : `, dim=${axis}`;
    return this.#add(
      type,
      tensors,
      (parts) => `torch.cat([${parts.map(({ text }) => text).join(', ')}]${dim})`,
    );
  }
  slice(x: Tensor, begin: readonly number[], size: readonly number[]): Tensor {
    const ranges = begin.map((from, axis) => {
      const to = from + size[axis]!;
      const whole = from === 0 && to === x.shape[axis];
      return whole ? ':' : `${from === 0 ? '' : from}:${to === x.shape[axis] ? '' : to}`;
    });
    while (ranges.length > 1 && ranges.at(-1) === ':') ranges.pop();
    return this.#add(this.#shapes.slice(x, begin, size), [x], ([of]) => `${on(of!)}[${ranges.join(', ')}]`);
  }
  pad(x: Tensor, paddings: readonly (readonly [number, number])[]): Tensor {
    const flat = [...paddings].reverse().flat();
    return this.#add(this.#shapes.pad(x, paddings), [x], ([of]) => `F.pad(${of!.text}, ${literal(flat)})`);
  }
  broadcastTo(x: Tensor, shape: readonly number[]): Tensor {
    return this.#add(
      this.#shapes.broadcastTo(x, shape),
      [x],
      ([of]) => `${on(of!)}.expand(${literal(shape)})`,
    );
  }
  reverse(x: Tensor, axis: number): Tensor {
    return this.#add(this.#shapes.reverse(x, axis), [x], ([of]) => `${on(of!)}.flip(${axis})`);
  }
  gather(x: Tensor, indices: Tensor): Tensor {
    const write = ([rows, at]: readonly Written[]) => `${on(rows!)}[${at!.text}]`;
    return this.#add(this.#shapes.gather(x, indices), [x, this.cast(indices, 'int32')], write);
  }
  segmentSum(rows: Tensor, indices: Tensor, count: number): Tensor {
    const type = this.#shapes.segmentSum(rows, indices, count);
    const write = ([from, at]: readonly Written[]) =>
      `${on(from!)}.new_zeros(${literal(type.shape)}).index_add(0, ${at!.text}, ${from!.text})`;
    return this.#add(type, [rows, this.cast(indices, 'int32')], write);
  }
  oneHot(indices: Tensor, depth: number): Tensor {
    const write = ([at]: readonly Written[]) => `F.one_hot(${at!.text}, ${depth}).float()`;
    return this.#add(this.#shapes.oneHot(indices, depth), [indices], write);
  }

  matMul(a: Tensor, b: Tensor, options: { transposeA?: boolean; transposeB?: boolean } = {}): Tensor {
    const turned = (written: Written, x: Tensor, turn?: boolean) =>
      turn ? `${on(written)}.${x.shape.length === 2 ? 'T' : 'transpose(1, 2)'}` : undefined;
    const write = ([x, y]: readonly Written[]) => {
      const left = turned(x!, a, options.transposeA) ?? within(x!, Binding.Product);
      const right = turned(y!, b, options.transposeB) ?? within(y!, Binding.Unary);
      return `${left} @ ${right}`;
    };
    return this.#add(this.#shapes.matMul(a, b, options), [a, b], write, Binding.Product);
  }
  conv2d(x: Tensor, kernel: Tensor, options: { stride: number; padding: number }): Tensor {
    const write = ([images, weights]: readonly Written[]) =>
      `F.conv2d(${on(images!)}.permute(0, 3, 1, 2), ${on(weights!)}.permute(3, 2, 0, 1), stride=${options.stride}, padding=${options.padding}).permute(0, 2, 3, 1)`;
    return this.#add(this.#shapes.conv2d(x, kernel, options), [x, kernel], write);
  }
  maxPool2d(x: Tensor, options: { size: number; stride: number; padding?: number }): Tensor {
    const write = ([of]: readonly Written[]) =>
      `F.max_pool2d(${on(of!)}.permute(0, 3, 1, 2), ${options.size}, ${options.stride}, ${options.padding ?? 0}).permute(0, 2, 3, 1)`;
    return this.#add(this.#shapes.maxPool2d(x, options), [x], write);
  }
  batchNorm(): never {
    throw new NotPrintable('batch statistics');
  }
  colorJitter(): never {
    throw new NotPrintable('colour jitter');
  }
}

/** What has no expression in PyTorch of its own. */
export class NotPrintable extends Error {}
