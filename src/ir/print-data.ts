/** Longer lists are cut short: a constant can hold thousands of numbers. */
const MAX_NUMBERS = 8;

/** Fields in alphabetical order, as `axes: [0, 1], keepDims: true`; something with a `kind` as `normal(std: 0.1)`. */
export function printData(data: object): string {
  const { kind, ...fields } = data as { kind?: unknown };
  const list = Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}: ${printValue(value)}`)
    .join(', ');
  return kind === undefined ? list : `${String(kind)}(${list})`;
}

function printValue(value: unknown): string {
  if (Array.isArray(value)) {
    const shown = value.slice(0, MAX_NUMBERS).map(printValue);
    if (value.length > MAX_NUMBERS) shown.push(`… ${value.length} in all`);
    return `[${shown.join(', ')}]`;
  }
  if (typeof value === 'number') return String(Number(value.toPrecision(7)));
  if (typeof value === 'object' && value !== null) return `{${printData(value)}}`;
  return String(value);
}
