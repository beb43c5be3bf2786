/** A piece of printed code that computes something. */
export interface Expression {
  readonly code: string;
  /** A number of JavaScript, not a tensor: schedules and constants, and what is computed from these alone. */
  readonly isNumber?: boolean;
}

/** A number as JavaScript writes it, in no more digits than float32 can tell apart where it came from there. */
export function numberCode(value: number): string {
  if (value === Infinity) return 'Infinity';
  if (value === -Infinity) return '-Infinity';
  const short = Number(value.toPrecision(12));
  return String(Object.is(short, -0) ? 0 : short);
}

export const listCode = (numbers: readonly number[]): string => `[${numbers.map(numberCode).join(', ')}]`;

/** `'encoder.stage1'`, or as a name where that can be one. */
export const textCode = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
