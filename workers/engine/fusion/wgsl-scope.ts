/** Words and numbers stand for themselves; anything else is worth a name. */
const ATOM = /^\w+$/;

interface Names {
  next: number;
}

/**
 * Statements of one block of WGSL, and what is known by name there. What an outer scope has computed is known in the inner
 * ones too, never the other way round.
 */
export class WgslScope {
  readonly lines: string[] = [];
  readonly #outer: WgslScope | null;
  readonly #names: Names;
  readonly #known = new Map<string, string>();

  constructor(outer: WgslScope | null = null) {
    this.#outer = outer;
    this.#names = outer ? outer.#names : { next: 0 };
  }

  name(prefix: string): string {
    return `${prefix}${this.#names.next++}`;
  }

  known(key: string): string | undefined {
    return this.#known.get(key) ?? this.#outer?.known(key);
  }

  remember(key: string, name: string): string {
    this.#known.set(key, name);
    return name;
  }

  /** Names the value of an expression, once for each text. */
  let(expression: string, prefix = 'at'): string {
    if (ATOM.test(expression)) return expression;
    const known = this.known(expression);
    if (known !== undefined) return known;
    const name = this.name(prefix);
    this.lines.push(`let ${name} = ${expression};`);
    return this.remember(expression, name);
  }

  /** Writes `head { … }`; `body` gets the scope inside. */
  block(head: string, body: (inner: WgslScope) => void): void {
    const inner = new WgslScope(this);
    body(inner);
    this.lines.push(`${head} {`, ...inner.lines.map((line) => `  ${line}`), '}');
  }
}
