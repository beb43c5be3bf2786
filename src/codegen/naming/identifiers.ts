/** Words that are no names in JavaScript or Python, and what the exported modules call things by themselves. */
const TAKEN = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for function ' +
    'if import in instanceof new null return super switch this throw true try typeof var void while with yield let static ' +
    'await async implements interface package private protected public arguments eval undefined NaN Infinity Math Object ' +
    'Array Map Set Float32Array Int32Array Uint8Array tf m draws batch step net forward module random'
  ).split(' '),
);

/** Gives names that are valid and differ from each other, in camelCase: `block/encoder` becomes `blockEncoder`. */
export class Identifiers {
  readonly #used: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#used = new Set([...TAKEN, ...taken]);
  }

  take(wanted: string): string {
    const base = camelCase(wanted);
    let name = base;
    for (let number = 2; this.#used.has(name); number++) name = `${base}${number}`;
    this.#used.add(name);
    return name;
  }
}

/** Letters and digits of the name, its parts joined as camels are; never empty, never beginning with a digit. */
export function camelCase(name: string): string {
  const words = name
    .normalize('NFKD')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words
    .map((word, i) => (i === 0 ? word[0]!.toLowerCase() : word[0]!.toUpperCase()) + word.slice(1))
    .join('');
  if (joined === '') return 'part';
  return /^[0-9]/.test(joined) ? `part${joined}` : joined;
}
