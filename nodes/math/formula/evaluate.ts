import { ShapeError, type Operand, type Signal, type TensorOps } from '../../../src/spec/index.ts';
import { CONSTANTS, INPUTS } from './check-names.ts';
import { FUNCTIONS } from './functions.ts';
import type { Expression, Formula } from './parse.ts';
import { power } from './power.ts';
import { FormulaProblem, placeOf } from './problem.ts';
import { finite, isTensor, type Value } from './values.ts';

export interface Scope {
  readonly ops: TensorOps;
  /** Signals by input; those not connected are missing. */
  readonly inputs: ReadonlyMap<string, Signal>;
  readonly evaluating: boolean;
}

/** Walks an expression and writes what it means as operations. */
class Evaluator {
  readonly #scope: Scope;
  readonly #text: string;
  readonly #defined = new Map<string, Value>();

  constructor(scope: Scope, text: string) {
    this.#scope = scope;
    this.#text = text;
  }

  define(name: string, value: Expression): void {
    this.#defined.set(name, this.value(value));
  }

  /** Throws `FormulaProblem`, shape errors with the text of the part they arose in. */
  value(expression: Expression): Value {
    switch (expression.kind) {
      case 'number':
        return finite(expression.value, this.#quote(expression));
      case 'name':
        return this.#name(expression.name, expression.from);
      case 'negative': {
        const of = this.#operand(expression.of);
        return typeof of === 'number' ? -of : this.#scope.ops.neg(of);
      }
      case 'binary':
        return this.#checked(expression, () => this.#binary(expression));
      case 'call':
        return this.#checked(expression, () => this.#call(expression));
    }
  }

  #name(name: string, at: number): Value {
    const value = this.#scope.inputs.get(name)?.tensor ?? this.#defined.get(name) ?? CONSTANTS.get(name);
    if (value !== undefined) return value;
    // names were checked: it is an input
    const place = placeOf(this.#text, at);
    throw new FormulaProblem('formula', `nothing is connected to the input “${name}” it reads at ${place}`);
  }

  #binary({ sign, left, right }: Expression & { kind: 'binary' }): Operand {
    const { ops } = this.#scope;
    const [a, b] = [this.#operand(left), this.#operand(right)];
    const numbers = typeof a === 'number' && typeof b === 'number';
    switch (sign) {
      case '+':
        return numbers ? a + b : ops.add(a, b);
      case '-':
        return numbers ? a - b : ops.sub(a, b);
      case '*':
        return numbers ? a * b : ops.mul(a, b);
      case '/':
        if (b === 0)
          throw new FormulaProblem('formula', `it divides by 0 at ${placeOf(this.#text, right.from)}`);
        return numbers ? a / b : ops.div(a, b);
      case '^':
        return power(ops, a, b);
      case '>':
        return numbers ? Number(a > b) : ops.greater(a, b);
      case '<':
        return numbers ? Number(a < b) : ops.greater(b, a);
    }
  }

  #call({ name, args }: Expression & { kind: 'call' }): Operand {
    const { ops, inputs, evaluating } = this.#scope;
    const signal = (index: number): Signal => {
      const argument = args[index]!;
      const input = argument.kind === 'name' ? inputs.get(argument.name) : undefined;
      if (input) return input;
      throw new FormulaProblem('formula', `${name} takes one of the inputs ${INPUTS.join(', ')} itself`);
    };
    return FUNCTIONS.get(name)!.apply({
      ops,
      name,
      args: args.map((argument) => this.value(argument)),
      signal,
      evaluating,
    });
  }

  #operand(expression: Expression): Operand {
    const value = this.value(expression);
    if (typeof value === 'number' || isTensor(value)) return value;
    const place = placeOf(this.#text, expression.from);
    throw new FormulaProblem('formula', `“${value.axis}” at ${place} stands for an axis and is no value`);
  }

  #checked(expression: Expression, build: () => Operand): Operand {
    try {
      const value = build();
      return typeof value === 'number' ? finite(value, this.#quote(expression)) : value;
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      throw new FormulaProblem('shape', `in ${this.#quote(expression)}, ${error.message}`);
    }
  }

  #quote({ from, to }: Expression): string {
    const text = this.#text.slice(from, to).replace(/\s+/g, ' ');
    return `“${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;
  }
}

/** Writes a formula whose names were checked as operations. Throws `FormulaProblem`. */
export function evaluateFormula(formula: Formula, scope: Scope): Operand {
  const evaluator = new Evaluator(scope, formula.text);
  for (const { name, value } of formula.definitions) evaluator.define(name, value);
  const result = evaluator.value(formula.result);
  if (typeof result === 'number' || isTensor(result)) return result;
  throw new FormulaProblem('formula', `“${result.axis}” stands for an axis and is no value`);
}
