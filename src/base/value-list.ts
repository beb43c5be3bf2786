import { failure, success, type Outcome } from './outcome.ts';

const RANGE = /^(log|lin)\(([^,]+),([^,]+),([^,]+)\)$/;
const MOST = 1000;

/**
 * Reads `0.1, 0.2, 0.5`, `log(0.01, 1, 5)` or `lin(0, 1, 5)`: the values themselves, or five from the one to the other at equal
 * ratios or distances, as texts. Commas in square brackets part no values. Fails with a sentence for people.
 */
export function parseValueList(text: string): Outcome<readonly string[], string> {
  const range = RANGE.exec(text.trim());
  if (range) return spaced(text.trim(), range);
  const values = text.split(/,(?![^[]*\])/).map((value) => value.trim());
  return values.some((value) => value === '')
    ? failure([`A value is missing in “${text}”.`])
    : success(values);
}

function spaced(text: string, [, kind, ...bounds]: RegExpExecArray): Outcome<readonly string[], string> {
  const [from = NaN, to = NaN, count = NaN] = bounds.map(Number);
  if (![from, to].every(Number.isFinite) || !Number.isInteger(count) || count < 2 || count > MOST) {
    return failure([`“${text}” has two bounds and from 2 to ${MOST} values.`]);
  }
  if (kind === 'log' && !(from > 0 && to > 0)) return failure([`The bounds of “${text}” are to be above 0.`]);
  return success(
    Array.from({ length: count }, (_, i) => {
      const share = i / (count - 1);
      const value = kind === 'log' ? from * (to / from) ** share : from + (to - from) * share;
      return String(Number(value.toPrecision(6)));
    }),
  );
}
