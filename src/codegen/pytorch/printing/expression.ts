import type { Tensor } from '../../../spec/tensor-ops.ts';

/** How tightly an expression's outermost operator binds in Python. */
export const Binding = { Sum: 2, Product: 3, Unary: 4, Power: 5, Atom: 6 } as const;

/** How the value of a tensor is computed from others. */
export interface Expression {
  readonly binding: number;
  readonly args: readonly (Tensor | number)[];
  write(args: readonly Written[]): string;
}

/** An expression in Python. */
export interface Written {
  readonly text: string;
  readonly binding: number;
}

/** The expression as an operand of what binds so tightly. */
export function within({ text, binding }: Written, least: number): string {
  return binding < least ? `(${text})` : text;
}

/** What a method is called on. */
export function on(written: Written): string {
  return within(written, Binding.Atom);
}
