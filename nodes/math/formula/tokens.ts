import { FormulaProblem, placeOf } from './problem.ts';

export interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
  /** First character, counted from 0. */
  readonly at: number;
}

const TOKEN =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>\p{L}[\p{L}\p{N}_]*)|(?<sign>[-+*/^()<>,;=]))/uy;

/** Signs as they come out of papers and word processors. */
const ALIASES: Readonly<Record<string, string>> = { '−': '-', '·': '*', '×': '*', '÷': '/' };

/** Cuts a formula into numbers, names and signs; the last token is `end`. Throws `FormulaProblem`. */
export function tokenize(text: string): Token[] {
  const plain = text.replace(/[−·×÷]/g, (sign) => ALIASES[sign]!);
  const end = plain.trimEnd().length;
  const tokens: Token[] = [];
  let at = 0;
  while (at < end) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(plain);
    if (!match) {
      const start = at + (/^\s*/.exec(plain.slice(at))?.[0].length ?? 0);
      const character = String.fromCodePoint(plain.codePointAt(start)!);
      throw new FormulaProblem('formula', `“${character}” at ${placeOf(text, start)} has no meaning here`);
    }
    const [kind, part] = Object.entries(match.groups!).find(([, found]) => found !== undefined)!;
    at = TOKEN.lastIndex;
    tokens.push({ kind: kind as Token['kind'], text: part, at: at - part.length });
  }
  tokens.push({ kind: 'end', text: 'the end', at: end });
  return tokens;
}
