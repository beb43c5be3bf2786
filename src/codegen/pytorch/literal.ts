type Literal = string | number | boolean | null | readonly Literal[];

/** A value as Python writes it; lists become lists. */
export function literal(value: Literal): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return number(value);
  return `[${value.map(literal).join(', ')}]`;
}

function number(value: number): string {
  if (Number.isNaN(value)) return 'math.nan';
  if (!Number.isFinite(value)) return value > 0 ? 'math.inf' : '-math.inf';
  // JavaScript's shortest text reads back as the same double in Python
  return String(value).replace('e+', 'e');
}

/** A call with arguments by position and by name; those that are undefined are left to their defaults. */
export function call(
  callee: string,
  positional: readonly string[],
  named: Readonly<Record<string, Literal | undefined>> = {},
): string {
  const keywords = Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${literal(value)}`],
  );
  return `${callee}(${[...positional, ...keywords].join(', ')})`;
}
