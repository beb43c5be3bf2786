type Literal =
  string | number | boolean | null | readonly Literal[] | { readonly [key: string]: Literal | undefined };

/** A value as JavaScript writes it; fields that are undefined are left out. */
export function literal(value: Literal): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value);
  if (isList(value)) return `[${value.map(literal).join(', ')}]`;
  const fields = Object.entries(value).flatMap(([key, one]) =>
    one === undefined ? [] : [`${/^[A-Za-z_]\w*$/.test(key) ? key : quoted(key)}: ${literal(one)}`],
  );
  return `{ ${fields.join(', ')} }`;
}

const isList = (value: Literal): value is readonly Literal[] => Array.isArray(value);

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A call with arguments by position and options in an object at the end; those that are undefined are left to their defaults. */
export function call(
  callee: string,
  positional: readonly string[],
  options: Readonly<Record<string, Literal | undefined>> = {},
): string {
  const given = Object.values(options).some((value) => value !== undefined) ? [literal(options)] : [];
  return `${callee}(${[...positional, ...given].join(', ')})`;
}

const RESERVED = new Set(
  `abstract arguments await async boolean break byte case catch char class const constructor continue debugger default delete do
  double else enum eval export extends false final finally float for from function get goto if implements import in instanceof
  int interface let long native new null of package private protected public return set short static super switch
  synchronized this throw throws transient true try typeof undefined var void volatile while with yield NaN Infinity Math
  Object Array Map Set Number String Boolean Symbol Error Float32Array Int32Array Uint8Array JSON Promise Date Response
  fetch name length prototype toString valueOf tf step steps loss embed beforeStep afterStep training inputs model
  optimizer`.split(/\s+/),
);

/** `block/key encoder` → `blockKeyEncoder`; always a name. */
export function camelCase(id: string): string {
  const words = id
    .normalize('NFKD')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word, i) => (i === 0 ? word[0]!.toLowerCase() : word[0]!.toUpperCase()) + word.slice(1));
  const name = words.join('');
  return /^[A-Za-z]/.test(name) ? name : `part${name}`;
}

/** Gives each thing a name of its own, the wanted one where it is free. */
export class Identifiers {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set([...RESERVED, ...taken]);
  }

  take(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.#taken.has(name); i++) name = `${wanted}${i}`;
    this.#taken.add(name);
    return name;
  }
}
