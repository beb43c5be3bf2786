import { FormulaProblem, placeOf } from './problem.ts';
import { tokenize, type Token } from './tokens.ts';

interface Span {
  /** First character of its text, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

export type Expression = Span &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'negative'; readonly of: Expression }
    | {
        readonly kind: 'binary';
        readonly sign: '+' | '-' | '*' | '/' | '^' | '<' | '>';
        readonly left: Expression;
        readonly right: Expression;
      }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  );

export interface Formula {
  readonly text: string;
  /** `name = expression;` in their order: each may use those before it. */
  readonly definitions: readonly { readonly name: string; readonly at: number; readonly value: Expression }[];
  readonly result: Expression;
}

/** More brackets inside brackets than anyone writes, and few enough for any stack. */
const MAX_DEPTH = 64;

/** One reading of a formula's tokens, from left to right. */
class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  formula(): Formula {
    const definitions: { name: string; at: number; value: Expression }[] = [];
    while (this.#token.kind === 'name' && this.#tokens[this.#next + 1]?.text === '=') {
      const { text: name, at } = this.#take();
      this.#take();
      definitions.push({ name, at, value: this.#comparison() });
      this.#expect(';', 'behind a definition');
    }
    const result = this.#comparison();
    if (this.#token.text === ';') this.#take();
    if (this.#token.kind !== 'end') this.#unexpected('where a sign or the end should be');
    return { text: this.#text, definitions, result };
  }

  /** sum [ < sum | > sum ] */
  #comparison(): Expression {
    const left = this.#sum();
    if (!this.#is('<', '>')) return left;
    const compared = this.#binary(left, () => this.#sum());
    if (this.#is('<', '>')) this.#unexpected('behind a comparison');
    return compared;
  }

  #sum(): Expression {
    let left = this.#product();
    while (this.#is('+', '-')) left = this.#binary(left, () => this.#product());
    return left;
  }

  #product(): Expression {
    let left = this.#signed();
    while (this.#is('*', '/')) left = this.#binary(left, () => this.#signed());
    return left;
  }

  /** The sign is weaker than the power behind it: −x² is −(x²). */
  #signed(): Expression {
    if (!this.#is('-')) return this.#power();
    return this.#deeper(() => {
      const from = this.#take().at;
      const of = this.#signed();
      return { kind: 'negative', of, from, to: of.to };
    });
  }

  /** From right to left, as in print: a^b^c is a^(b^c). */
  #power(): Expression {
    const base = this.#primary();
    return this.#is('^') ? this.#binary(base, () => this.#deeper(() => this.#signed())) : base;
  }

  #primary(): Expression {
    const token = this.#take();
    const span = { from: token.at, to: token.at + token.text.length };
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text), ...span };
    if (token.kind === 'name') {
      if (!this.#is('(')) return { kind: 'name', name: token.text, ...span };
      return this.#deeper(() => this.#call(token));
    }
    if (token.text === '(') {
      return this.#deeper(() => {
        const inner = this.#comparison();
        const close = this.#expect(')', `to close “(” at ${placeOf(this.#text, token.at)}`);
        return { ...inner, from: token.at, to: close.at + 1 };
      });
    }
    this.#next--;
    return this.#unexpected('where a number, a name or “(” should be');
  }

  #call({ text: name, at }: Token): Expression {
    this.#take();
    const args: Expression[] = [];
    if (!this.#is(')')) {
      do args.push(this.#comparison());
      while (this.#is(',') && this.#take());
    }
    const close = this.#expect(')', `to close the arguments of “${name}”`);
    return { kind: 'call', name, args, from: at, to: close.at + 1 };
  }

  #binary(left: Expression, operand: () => Expression): Expression {
    const sign = this.#take().text as '+';
    const right = operand();
    return { kind: 'binary', sign, left, right, from: left.from, to: right.to };
  }

  #deeper<T>(parse: () => T): T {
    if (this.#depth >= MAX_DEPTH) {
      throw new FormulaProblem('formula', `it is nested more than ${MAX_DEPTH} deep`);
    }
    this.#depth++;
    const parsed = parse();
    this.#depth--;
    return parsed;
  }

  get #token(): Token {
    return this.#tokens[this.#next]!;
  }

  #is(...signs: readonly string[]): boolean {
    return this.#token.kind === 'sign' && signs.includes(this.#token.text);
  }

  /** The present token; the end is never passed. */
  #take(): Token {
    const token = this.#token;
    if (token.kind === 'end') this.#unexpected('too early');
    this.#next++;
    return token;
  }

  #expect(sign: string, why: string): Token {
    if (!this.#is(sign)) this.#unexpected(`where “${sign}” should be ${why}`);
    return this.#take();
  }

  #unexpected(where: string): never {
    const { kind, text, at } = this.#token;
    const what = kind === 'end' ? text : `“${text}”`;
    throw new FormulaProblem('formula', `${what} comes at ${placeOf(this.#text, at)} ${where}`);
  }
}

/**
 * Reads a formula: numbers, names, calls, brackets, + − * / ^, < and >, and definitions `name = …;` in front. Nothing is
 * run. Throws `FormulaProblem` with the place of what cannot be read.
 */
export function parseFormula(text: string): Formula {
  return new Parser(text).formula();
}

/** All names a formula reads, in no order; those it defines and those it calls are not among them. */
export function namesIn({ definitions, result }: Formula): Set<string> {
  const names = new Set<string>();
  const visit = (expression: Expression): void => {
    if (expression.kind === 'name') names.add(expression.name);
    else if (expression.kind === 'negative') visit(expression.of);
    else if (expression.kind === 'call') expression.args.forEach(visit);
    else if (expression.kind === 'binary') {
      visit(expression.left);
      visit(expression.right);
    }
  };
  for (const { value } of definitions) visit(value);
  visit(result);
  for (const { name } of definitions) names.delete(name);
  return names;
}
