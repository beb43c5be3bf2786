import { Builder } from '../../../compiler/builder.ts';
import type { Tensor } from '../../../spec/tensor-ops.ts';
import { literal } from '../literal.ts';
import { Binding, type Expression, type Written } from './expression.ts';

/** Expressions that stand on each other. Those that are used once stand where they are used; others get a variable. */
export class Expressions {
  /** Knows the shape that each operation gives. */
  protected readonly shapes = new Builder();
  readonly #expressions = new Map<string, Expression>();

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

  /** A tensor of a shape, computed by an expression. */
  protected expression(
    shape: Tensor,
    args: readonly (Tensor | number)[],
    write: Expression['write'],
    binding: number = Binding.Atom,
  ): Tensor {
    const id = `$${this.#expressions.size}`;
    this.#expressions.set(id, { binding, args, write });
    return { ...shape, id };
  }
}
