import type { Operand, Tensor } from '../../../spec/tensor-ops.ts';
import { literal } from '../literal.ts';
import { Binding, on, within, type Written } from './expression.ts';
import { Expressions } from './expressions.ts';

/** Writes constants and what is computed number by number as PyTorch. */
export class ElementwisePrinter extends Expressions {
  /** An expression whose device constants take. */
  readonly #device: string;

  constructor(device: string) {
    super();
    this.#device = device;
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
    return this.expression(this.shapes[name](x), [x], ([of]) => `${on(of!)}.${name}()`);
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
    return this.expression(this.shapes[name](a, b), [a, b], write, binding);
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
    const type = this.shapes.constant(data, shape, dtype);
    const kind = dtype === 'int32' ? ', dtype=torch.long' : '';
    const device = `device=${this.#device}`;
    if (typeof data === 'number') {
      const value = Number.isInteger(data) && dtype === 'float32' ? `${data}.0` : literal(data);
      const text =
        type.shape.length === 0
          ? `torch.tensor(${value}, ${device}${kind})`
          : `torch.full(${literal(type.shape)}, ${value}, ${device}${kind})`;
      return this.expression(type, [], () => text);
    }
    const counts = data.length > 2 && data.every((value, i) => value === i);
    const flat = counts
      ? `torch.arange(${data.length}, ${device}${dtype === 'int32' ? '' : ', dtype=torch.float32'})`
      : `torch.tensor(${literal(data)}, ${device}${kind || ', dtype=torch.float32'})`;
    const text = type.shape.length === 1 ? flat : `${flat}.reshape(${literal(type.shape)})`;
    return this.expression(type, [], () => text);
  }

  range(n: number): Tensor {
    const text = `torch.arange(${n}, device=${this.#device}, dtype=torch.float32)`;
    return this.expression(this.shapes.range(n), [], () => text);
  }

  neg(x: Tensor): Tensor {
    return this.expression(
      this.shapes.neg(x),
      [x],
      ([of]) => `-${within(of!, Binding.Unary)}`,
      Binding.Unary,
    );
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
    return this.expression(this.shapes.step(x), [x], ([of]) => `(${within(of!, Binding.Sum)} > 0).float()`);
  }
  cast(x: Tensor, dtype: 'float32' | 'int32'): Tensor {
    const method = dtype === 'int32' ? 'long' : 'float';
    if (x.dtype === dtype) return x;
    return this.expression(this.shapes.cast(x, dtype), [x], ([of]) => `${on(of!)}.${method}()`);
  }
  stopGradient(x: Tensor): Tensor {
    return this.expression(this.shapes.stopGradient(x), [x], ([of]) => `${on(of!)}.detach()`);
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
    return this.expression(
      this.shapes.maximum(a, b),
      args,
      ([x, y]) => `torch.maximum(${x!.text}, ${y!.text})`,
    );
  }
  minimum(a: Operand, b: Operand): Tensor {
    const args = [this.#tensor(a), this.#tensor(b)];
    return this.expression(
      this.shapes.minimum(a, b),
      args,
      ([x, y]) => `torch.minimum(${x!.text}, ${y!.text})`,
    );
  }
  pow(a: Operand, b: Operand): Tensor {
    const write = ([x, y]: readonly Written[]) => `${on(x!)} ** ${within(y!, Binding.Atom)}`;
    return this.expression(this.shapes.pow(a, b), [a, b], write, Binding.Power);
  }
  greater(a: Operand, b: Operand): Tensor {
    const write = ([x, y]: readonly Written[]) =>
      `(${within(x!, Binding.Sum)} > ${within(y!, Binding.Sum)}).float()`;
    return this.expression(this.shapes.greater(a, b), [a, b], write);
  }
  equal(a: Operand, b: Operand): Tensor {
    const write = ([x, y]: readonly Written[]) =>
      `(${within(x!, Binding.Sum)} == ${within(y!, Binding.Sum)}).float()`;
    return this.expression(this.shapes.equal(a, b), [a, b], write);
  }
  select(mask: Tensor, a: Operand, b: Operand): Tensor {
    const args = [mask, this.#tensor(a), this.#tensor(b)];
    const write = ([m, x, y]: readonly Written[]) =>
      `torch.where(${within(m!, Binding.Sum)} != 0, ${x!.text}, ${y!.text})`;
    return this.expression(this.shapes.select(mask, a, b), args, write);
  }
  clip(x: Tensor, low: number, high: number): Tensor {
    // of equal values each gets half of the gradient, as elsewhere
    return this.minimum(this.maximum(x, low), high);
  }
}
