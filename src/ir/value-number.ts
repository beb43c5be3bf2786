import type { ValueId } from './value.ts';

const PERCENT = 37;
const ZERO = 48;
/** Beyond a million an array by number could have great holes. */
const DIGITS = 6;
/** Names that were made before: programs have the same ones, and a text that is known is not written again. */
const names: ValueId[] = [];

/** The number in `%12`, as the compiler names what operations give; −1 for every other id. No two ids have the same number. */
export function valueNumber(id: ValueId): number {
  const { length } = id;
  if (length < 2 || length > DIGITS + 1 || id.charCodeAt(0) !== PERCENT) return -1;
  // `%07` is not `%7`
  if (length > 2 && id.charCodeAt(1) === ZERO) return -1;
  let number = 0;
  for (let i = 1; i < length; i++) {
    const digit = id.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    number = 10 * number + digit;
  }
  return number;
}

/** `%12` of 12. */
export function valueName(number: number): ValueId {
  if (number < names.length) return names[number]!;
  const name = `%${number}`;
  if (number === names.length && number < 10 ** DIGITS) names.push(name);
  return name;
}
