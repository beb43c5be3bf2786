/**
 * A whole number with its digits in threes, `12,345`, as `toLocaleString('en')` writes it: the browser takes 13 ms to load its
 * formats, while the first picture waits.
 */
export function grouped(value: number): string {
  // others are written with an exponent, which has no threes
  if (!Number.isSafeInteger(value)) return value.toLocaleString('en');
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
