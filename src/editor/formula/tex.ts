/** Text as KaTeX sets it upright: what has a meaning in TeX is left out, so that a label from a file cannot write commands. */
export function texText(text: string): string {
  return `\\text{${text.replace(/[\\{}$&#^_~%]/g, ' ').trim()}}`;
}

/** A number with four digits at most: `0.2`, `3·10⁻³`. */
export function texNumber(value: number): string {
  const [digits = '', exponent] = String(Number(value.toPrecision(4))).split('e');
  if (exponent === undefined) return digits;
  const power = `10^{${Number(exponent)}}`;
  return digits === '1' ? power : `${digits}\\cdot ${power}`;
}

/** A coefficient before a term: nothing for 1, `-` for −1. */
export function texFactor(value: number): string {
  if (value === 1) return '';
  if (value === -1) return '-';
  return `${texNumber(value)}\\,`;
}

/** Terms added up; each brings its own minus. */
export function texSum(terms: readonly string[]): string {
  return terms.reduce(
    (sum, term) => (sum === '' ? term : term.startsWith('-') ? `${sum} ${term}` : `${sum} + ${term}`),
    '',
  );
}
